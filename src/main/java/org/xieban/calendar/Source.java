package org.xieban.calendar;

import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/**
 * What somebody says that a notice or office hours come from.
 *
 * @param title title or number of the document, null where he says nothing
 */
record Source(@Nullable String title) {

    private static final int LONGEST = 200;

    static Source of(@Nullable String given) {
        return new Source(given == null || given.isBlank() ? null : given.strip());
    }

    /** The refusal, with what is wrong with this one. */
    Refusal check(Refusal refusal) {
        return title != null && title.length() > LONGEST
                ? refusal.at("source", "calendar.sourceLength", LONGEST)
                : refusal;
    }
}
