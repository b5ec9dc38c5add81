package org.xieban.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;

/** Words that go into documents and the record: the office's own language, whoever reads the screen in which. */
@Component
class OfficeTexts {

    private final MessageSource messages;

    OfficeTexts(MessageSource messages) {
        this.messages = messages;
    }

    /** The day of an instant, as documents take it. */
    static String day(Instant instant) {
        return LocalDate.ofInstant(instant, OfficialTime.ZONE).toString();
    }

    String office(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.CHINA);
    }
}
