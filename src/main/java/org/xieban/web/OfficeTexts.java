package org.xieban.web;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Words that go into documents, cases and the record: the office's own language, whoever reads the screen in which. */
@Component
public class OfficeTexts {

    private final MessageSource messages;

    OfficeTexts(MessageSource messages) {
        this.messages = messages;
    }

    /**
     * A text.
     *
     * @throws org.springframework.context.NoSuchMessageException where no bundle has it
     */
    public String office(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.CHINA);
    }

    /** The heading of a table. */
    public List<String> heading(String prefix, List<String> columns) {
        return columns.stream().map(column -> office(prefix + column)).toList();
    }
}
