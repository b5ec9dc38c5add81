package org.xieban.approval;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Words that go into documents and the record: the office's own language, whoever reads the screen in which. */
@Component
class OfficeTexts {

    private final MessageSource messages;

    OfficeTexts(MessageSource messages) {
        this.messages = messages;
    }

    String office(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.CHINA);
    }
}
