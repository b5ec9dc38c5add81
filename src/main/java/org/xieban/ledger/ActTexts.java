package org.xieban.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What acts are called in the reader's language. */
@Component("actTexts")
class ActTexts {

    /** An act to choose from. */
    record Choice(String act, String text) {}

    private final MessageSource messages;

    ActTexts(MessageSource messages) {
        this.messages = messages;
    }

    /** Its message {@code act.<name>}; the name of an act that has none, as one of an earlier release may. */
    public String of(String act, Locale locale) {
        String text = messages.getMessage("act." + act, null, act, locale);
        return text == null ? act : text;
    }

    /** What a column or a member of the entry is called. */
    String heading(String key, Locale locale) {
        return messages.getMessage("ledger." + key, null, locale);
    }

    List<Choice> choices(List<String> acts, Locale locale) {
        return acts.stream()
                .map(act -> new Choice(act, of(act, locale)))
                .sorted(Comparator.comparing(Choice::text))
                .toList();
    }
}
