package org.xieban.approval;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.TermUnit;
import org.xieban.casefile.CaseFile;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;

/** The terms of a case: that of its acceptance, and those of its item. */
@Component
class Terms {

    /** Working days within which the organ says whether it accepts (行政许可法 32). */
    private static final int ACCEPTANCE = 5;

    private final Catalogue catalogue;
    private final Calendars calendars;

    Terms(Catalogue catalogue, Calendars calendars) {
        this.catalogue = catalogue;
        this.calendars = calendars;
    }

    ServiceItem item(CaseFile file) {
        return catalogue.item(file.itemVersion());
    }

    /** When the organ must have said whether it accepts what came in at that time. */
    Instant acceptanceDue(Instant received) {
        return due(received, ACCEPTANCE);
    }

    /** The end of a term of working days. */
    Instant due(Instant from, int workingDays) {
        return calendars
                .current()
                .due(from, workingDays, TermUnit.WORKING_DAY)
                .dueAt()
                .toInstant();
    }
}
