package org.xieban.sources.connect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A source did not answer as it should. Says what kind of failure it is, and nothing that was asked or answered. */
public final class SourceFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong; its text is the message {@code problem.source.<code>}. */
    public enum Kind {
        /** Nobody listens there. */
        UNREACHABLE("unreachable", true, true),
        /** The connection broke off. */
        BROKEN("broken", true, true),
        /** No whole answer in time. */
        TIMEOUT("timeout", true, true),
        /** It says that it has failed (5xx). */
        FAULTY("faulty", true, true),
        /** It asks for patience (429). */
        BUSY("busy", true, true),
        /** Its certificate is not to be trusted. */
        TLS("tls", false, true),
        /** It does not take the question (other 4xx). */
        REJECTED("rejected", false, false),
        /** It wants to send us elsewhere. */
        REDIRECT("redirect", false, true),
        /** The answer is larger than allowed. */
        TOO_LARGE("tooLarge", false, true),
        /** The answer is not what was agreed upon. */
        MALFORMED("malformed", false, true),
        /** It has failed so often of late that nobody asks it for a while. */
        RESTING("resting", false, false),
        /** As many calls as it takes are under way. */
        FULL("full", false, false),
        /** It is switched off, not bound or wrongly set up. */
        NOT_SET_UP("notSetUp", false, false);

        private final String code;
        private final boolean again;
        private final boolean counts;

        Kind(String code, boolean again, boolean counts) {
            this.code = code;
            this.again = again;
            this.counts = counts;
        }

        /** Code of the refusal. */
        public String code() {
            return "source." + code;
        }

        /** Whether the same question may be answered a moment later. */
        boolean again() {
            return again;
        }

        /** Whether it is the source's failure, for which it is given a rest. */
        boolean counts() {
            return counts;
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;
    private final int attempts;

    SourceFailure(Kind kind, @Nullable Duration retryAfter, int attempts) {
        // where it happened says its kind: a trace for each failed call would fill the log
        super(kind.code(), null, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.attempts = attempts;
    }

    static SourceFailure of(Kind kind) {
        return new SourceFailure(kind, null, 1);
    }

    /** That an answer is not what the catalogue says of its fields. */
    public static SourceFailure malformed(int attempts) {
        return new SourceFailure(Kind.MALFORMED, null, attempts);
    }

    SourceFailure after(int tries) {
        return new SourceFailure(kind, retryAfter, tries);
    }

    public Kind kind() {
        return kind;
    }

    /** How long the source asked us to wait, null where it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** How often it was asked. */
    public int attempts() {
        return attempts;
    }
}
