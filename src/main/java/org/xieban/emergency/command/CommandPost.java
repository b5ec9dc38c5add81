package org.xieban.emergency.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody holds a post in the command of an event.
 *
 * @param group what a working group is for; empty of the commander on site
 * @param officer login
 * @param endedBy who gave it to another, or ended it; null while he holds it
 */
record CommandPost(
        long id,
        String event,
        Kind kind,
        String group,
        String officer,
        String namedBy,
        Instant namedAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt) {

    /** What he does. */
    enum Kind {
        /** Commands on site (现场指挥长); one at a time. */
        FIELD_COMMANDER,
        /** Leads a working group (工作组). */
        WORKING_GROUP;

        public String textKey() {
            return "emergency.command.post." + name();
        }
    }
}
