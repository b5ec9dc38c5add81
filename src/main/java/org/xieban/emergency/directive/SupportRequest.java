package org.xieban.emergency.directive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That whoever carries out a directive asked for support (请求支援).
 *
 * @param reason why it was refused; what was ordered where it was granted
 * @param granted numbers of the directives by which it was
 */
record SupportRequest(
        long id,
        String directive,
        String askedBy,
        Instant askedAt,
        String text,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        List<String> granted) {

    /** How it came out. */
    enum State {
        OPEN("warn"),
        GRANTED("good"),
        REFUSED("bad"),
        /** The directive ended before it was decided. */
        LAPSED("");

        private final String style;

        State(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "directive.support." + name();
        }
    }
}
