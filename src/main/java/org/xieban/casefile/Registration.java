package org.xieban.casefile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application as it came in.
 *
 * @param form what was entered into the item's application form, as form-js submits it; judged on registration
 * @param externalRef its number on another platform
 * @param parent number of the case it is a part of
 */
public record Registration(
        String itemCode,
        Applicant applicant,
        @Nullable Agent agent,
        Map<String, ? extends @Nullable Object> form,
        @Nullable String externalRef,
        @Nullable String parent) {

    /** Without what was entered: logs carry no personal data. */
    @Override
    public String toString() {
        return "Registration[" + itemCode + "]";
    }
}
