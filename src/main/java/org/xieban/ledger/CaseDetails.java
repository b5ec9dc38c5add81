package org.xieban.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Opinion;

/** Puts what an entry of a case's record holds into words; the entry itself stays as it was written. */
@Component
class CaseDetails {

    /** Fingerprints: proof, but nothing to read. */
    private static final Set<String> UNREAD = Set.of("sha256", "sm3", "before", "after");

    private final MessageSource messages;

    CaseDetails(MessageSource messages) {
        this.messages = messages;
    }

    /** One thing that is known of an act; the label is null where the words speak for themselves. */
    record Said(@Nullable String label, String words) {}

    List<Said> of(Map<String, @Nullable Object> detail, Locale locale) {
        List<Said> said = new ArrayList<>();
        if (detail.get("before") != null || detail.get("after") != null) {
            said.add(new Said(null, words(detail.get("before"), locale) + " → " + words(detail.get("after"), locale)));
        }
        detail.forEach((key, value) -> {
            if (!UNREAD.contains(key) && value != null) {
                String label = messages.getMessage("ledger.said." + key, null, key, locale);
                said.add(new Said(label, words(value, locale)));
            }
        });
        return said;
    }

    private String words(@Nullable Object value, Locale locale) {
        if (value == null) {
            return "—";
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(each -> words(each, locale)).collect(Collectors.joining(" "));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> words(each, locale)).collect(Collectors.joining(", "));
        }
        String text = value.toString();
        String key = value instanceof Boolean ? "ledger.said." + text : known(text);
        return key == null ? text : messages.getMessage(key, null, locale);
    }

    /** Message key of a word that cases use for a state, a conclusion or a kind of applicant. */
    private static @Nullable String known(String text) {
        for (CaseState state : CaseState.values()) {
            if (state.name().equals(text)) {
                return state.textKey();
            }
        }
        for (Opinion.Conclusion conclusion : Opinion.Conclusion.values()) {
            if (conclusion.name().equals(text)) {
                return conclusion.textKey();
            }
        }
        return null;
    }
}
