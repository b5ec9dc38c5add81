package org.xieban.demonstration;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Moves the demonstration's time forward, so that terms can be seen to run out. */
@Service
@Profile("demonstration")
class TimeTravel {

    /** The calendar ends with 2100; there is nothing to see after it. */
    private static final int LAST_YEAR = 2100;

    private static final Pattern FORM =
            Pattern.compile("P(?=.)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+S)?)?");

    /**
     * The product's time.
     *
     * @param advanced how far it is ahead of the real time
     */
    record Now(OffsetDateTime now, Duration advanced) {}

    private final DemonstrationClock clock;
    private final Trace trace;
    private final TransactionTemplate transaction;

    TimeTravel(DemonstrationClock clock, Trace trace, TransactionTemplate transaction) {
        this.clock = clock;
        this.trace = trace;
        this.transaction = transaction;
    }

    Now now() {
        return new Now(OfficialTime.of(clock.instant()), clock.advanced());
    }

    /**
     * Moves the time forward by an ISO-8601 period ({@code P3D}, {@code P1M}), duration ({@code PT5H}) or both
     * ({@code P1DT12H}).
     *
     * @throws Refusal if it is none (400), leads backwards or beyond 2100 (422)
     */
    Now advance(String by) {
        synchronized (clock) {
            Instant from = clock.instant();
            Duration step = Duration.between(from, target(from, by.strip()));
            transaction.executeWithoutResult(status -> trace.record(Act.of("clock.advanced", "clock", "demonstration")
                    .with("by", by.strip())
                    .change(text(from), text(from.plus(step)))));
            // only what is recorded happens
            clock.advance(step);
            return now();
        }
    }

    private static Instant target(Instant from, String by) {
        String text = by.toUpperCase(Locale.ROOT);
        boolean back = text.startsWith("-");
        String forward = back || text.startsWith("+") ? text.substring(1) : text;
        int time = forward.indexOf('T');
        try {
            Period period = time == 1 ? Period.ZERO : Period.parse(time < 0 ? forward : forward.substring(0, time));
            Duration duration = time < 0 ? Duration.ZERO : Duration.parse("P" + forward.substring(time));
            if (back || period.isNegative() || duration.isNegative()) {
                throw refused("clock.backwards");
            }
            ZonedDateTime target = from.atZone(OfficialTime.ZONE).plus(period).plus(duration);
            if (target.getYear() > LAST_YEAR) {
                throw refused("clock.tooFar");
            }
            return target.toInstant();
        } catch (DateTimeParseException e) {
            // of the right form, so its numbers are larger than can be read
            throw FORM.matcher(forward).matches()
                    ? refused("clock.tooFar")
                    : Refusal.shape("clock.advance").at("advance", "clock.advance");
        } catch (DateTimeException | ArithmeticException e) {
            throw refused("clock.tooFar");
        }
    }

    private static Refusal refused(String code) {
        return Refusal.rule(code).at("advance", code);
    }

    private static String text(Instant instant) {
        return OfficialTime.of(instant).toString();
    }
}
