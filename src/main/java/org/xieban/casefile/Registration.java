package org.xieban.casefile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application as it came in.
 *
 * @param form what was entered into the item's application form, as form-js submits it; judged on registration
 * @param externalRef its number on another platform
 * @param parent number of the case it is a part of
 * @param consent what the applicant says with it of his materials being kept; null where he says nothing, so that what
 *     he said before holds
 */
public record Registration(
        String itemCode,
        Applicant applicant,
        @Nullable Agent agent,
        Map<String, ? extends @Nullable Object> form,
        @Nullable String externalRef,
        @Nullable String parent,
        @Nullable Consent consent) {

    /** Without what was entered: logs carry no personal data. */
    @Override
    public String toString() {
        return "Registration[" + itemCode + "]";
    }
}
