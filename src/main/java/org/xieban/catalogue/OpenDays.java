package org.xieban.catalogue;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;

/** Which day it is, for items that take applications from and until a day. */
@Component
class OpenDays {

    private final Clock clock;

    OpenDays(Clock clock) {
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), OfficialTime.ZONE);
    }
}
