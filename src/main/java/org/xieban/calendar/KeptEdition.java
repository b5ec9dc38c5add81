package org.xieban.calendar;

import java.time.Instant;

/**
 * A version of a part of the calendar as it is kept.
 *
 * @param id higher than that of every earlier one of any part
 * @param number counts the versions of its part from 1
 * @param by login of who brought it in
 */
record KeptEdition(long id, int number, Edition edition, Instant at, String by) {

    /** What it says as a notice; only where it is one. */
    Notice notice() {
        Integer year = edition.year();
        if (year == null) {
            throw new IllegalStateException("office hours are no notice");
        }
        return new Notice(edition.place(), year, Notice.Origin.IMPORTED, edition.source(), edition.days());
    }
}
