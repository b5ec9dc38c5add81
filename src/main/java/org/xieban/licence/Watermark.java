package org.xieban.licence;

import java.time.Clock;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** What stands across every copy: what it is for, who gave it out and when, and how far it may be trusted. */
@Component
class Watermark {

    private final OfficeTexts texts;
    private final Clock clock;

    Watermark(OfficeTexts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    /** In the office's own language, whoever reads the screen in which. */
    String text(String use, TrustClass trust, String department) {
        return texts.office(
                "licence.watermark", use, department, OfficialTime.today(clock).toString(), trust.name());
    }
}
