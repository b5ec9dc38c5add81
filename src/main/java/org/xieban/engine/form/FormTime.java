package org.xieban.engine.form;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** What time it is for the forms of a page, whose own computer may be wrong or the demonstration ahead of it. */
@Component("formTime")
class FormTime {

    private final Clock clock;

    FormTime(Clock clock) {
        this.clock = clock;
    }

    /** ISO 8601, to the second. */
    public String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
