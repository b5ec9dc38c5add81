package org.xieban.approval;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.TermUnit;
import org.xieban.casefile.CaseFile;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;

/** The item of a case, and terms of working days. */
@Component
class Terms {

    private final Catalogue catalogue;
    private final Calendars calendars;

    Terms(Catalogue catalogue, Calendars calendars) {
        this.catalogue = catalogue;
        this.calendars = calendars;
    }

    ServiceItem item(CaseFile file) {
        return catalogue.item(file.itemVersion());
    }

    /** The end of a term of working days, by the calendar of the department that leads the case. */
    Instant due(CaseFile file, Instant from, int workingDays) {
        return calendars
                .of(file::leadDepartment)
                .due(from, workingDays, TermUnit.WORKING_DAY)
                .dueAt()
                .toInstant();
    }
}
