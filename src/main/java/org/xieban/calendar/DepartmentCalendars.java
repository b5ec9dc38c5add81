package org.xieban.calendar;

import java.util.function.Supplier;

/** The calendars of all departments as they were at one time. */
public interface DepartmentCalendars {

    /**
     * The calendar by which a department works: the notices for the country, and what its region, those that this lies
     * in, and the department itself deviate in.
     *
     * @param department gives its code; asked only where any place deviates at all. One that is not known works as the
     *     country does
     */
    WorkCalendar of(Supplier<String> department);
}
