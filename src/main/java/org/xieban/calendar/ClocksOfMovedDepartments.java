package org.xieban.calendar;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.DepartmentMoved;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/**
 * A department that serves another region, or stands under another department, works by another calendar: the open
 * clocks that this moves are moved with it, in its transaction.
 */
@Component
class ClocksOfMovedDepartments {

    private final Calendars calendars;
    private final EditionStore store;
    private final Places places;
    private final ObjectProvider<OpenClocks> clocks;
    private final Clock clock;

    ClocksOfMovedDepartments(
            Calendars calendars, EditionStore store, Places places, ObjectProvider<OpenClocks> clocks, Clock clock) {
        this.calendars = calendars;
        this.store = store;
        this.places = places;
        this.clocks = clocks;
        this.clock = clock;
    }

    /** @throws Refusal {@code calendar.clocksBusy} (409) where others do not let go of clocks */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void moved(DepartmentMoved event) {
        try {
            store.lock();
            calendars.forget();
            CalendarBook book = calendars.book();
            if (book.local()) {
                OpenClocks.Change change = new OpenClocks.Change(
                        department -> book.along(places.path(department.get(), event.before())),
                        calendars.departments(book),
                        WorkCalendar.FIRST,
                        OfficialTime.now(clock));
                clocks.forEach(each -> each.move(change));
            }
        } catch (DataAccessException e) {
            if (CalendarChanges.busy(e)) {
                throw Refusal.conflict("calendar.clocksBusy");
            }
            throw e;
        }
    }
}
