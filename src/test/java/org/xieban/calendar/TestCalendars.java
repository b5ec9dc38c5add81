package org.xieban.calendar;

/** The calendar that comes with the product, for tests of what is built on it. */
public final class TestCalendars {

    public static final WorkCalendar BUILT_IN = WorkCalendarTest.CALENDAR;

    private TestCalendars() {}
}
