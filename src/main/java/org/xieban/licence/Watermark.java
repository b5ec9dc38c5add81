package org.xieban.licence;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;

/** What stands across every copy: what it is for, who gave it out and when, and how far it may be trusted. */
@Component
class Watermark {

    private final MessageSource messages;
    private final Clock clock;

    Watermark(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** In the office's own language, whoever reads the screen in which. */
    String text(String use, TrustClass trust, String department) {
        return messages.getMessage(
                "licence.watermark",
                new Object[] {
                    use,
                    department,
                    LocalDate.now(clock.withZone(OfficialTime.ZONE)).toString(),
                    trust.name()
                },
                Locale.CHINA);
    }
}
