package org.xieban.monitoring.reading;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.monitoring.MonitoringSettings;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.IndicatorKeepers;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.monitoring.indicator.Reading;
import org.xieban.monitoring.indicator.Retention;
import org.xieban.monitoring.rule.Judge;
import org.xieban.monitoring.sender.Sender;
import org.xieban.monitoring.sender.Senders;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/**
 * Takes readings in: what can be is kept and judged in one transaction, the rest is named with the reason. Whoever is not
 * sure whether that happened sends the same again: what is there already is only counted.
 */
@Component
class Readings {

    /** So many at once. */
    static final int MOST = 10_000;

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final Indicators indicators;
    private final Senders senders;
    private final Partitions partitions;
    private final ReadingStore store;
    private final Judge judge;
    private final MonitoringSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Readings(
            Indicators indicators,
            Senders senders,
            Partitions partitions,
            ReadingStore store,
            Judge judge,
            MonitoringSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.indicators = indicators;
        this.senders = senders;
        this.partitions = partitions;
        this.store = store;
        this.judge = judge;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A reading as it was sent: of any of it nobody knows what it is. */
    record Sent(
            @Nullable Object id,
            @Nullable Object indicator,
            @Nullable Object at,
            @Nullable Object value) {}

    /**
     * One that was not taken.
     *
     * @param id as it was sent, null where none was
     * @param code why; its text is the message {@code problem.<code>}
     */
    record Refused(@Nullable String id, String code) {}

    /** What became of readings. */
    record Taken(int accepted, int repeated, List<Refused> refused) {}

    /** @throws Refusal {@code readings.tooMany} (413) */
    Taken take(List<@Nullable Sent> sent) {
        if (sent.size() > MOST) {
            throw Refusal.tooLarge("readings.tooMany", MOST);
        }
        Taken taken = null;
        while (taken == null) {
            taken = attempt(sent, indicators.register());
        }
        return taken;
    }

    /** Null where the register changed before it was our turn. */
    private @Nullable Taken attempt(List<@Nullable Sent> sent, Indicators.Register register) {
        Instant now = OfficialTime.now(clock);
        Sorting sorting = new Sorting(register, now);
        sent.forEach(sorting::add);
        sorting.span.forEach((retention, span) -> partitions.ensure(retention, span.first, span.last));
        return transaction.execute(status -> {
            if (sorting.right.isEmpty()) {
                return new Taken(0, sorting.repeated, sorting.refused);
            }
            if (judge.begin().version() != register.version()) {
                return null;
            }
            judge.prepare(sorting.concerned, now);
            List<Reading> fresh = store.keep(sorting.right, now);
            store.touch(fresh, now);
            judge.judge(fresh, now);
            return new Taken(fresh.size(), sorting.repeated + sorting.right.size() - fresh.size(), sorting.refused);
        });
    }

    private static final class Span {
        Instant first;
        Instant last;

        Span(Instant at) {
            this.first = at;
            this.last = at;
        }

        void add(Instant at) {
            if (at.isBefore(first)) {
                first = at;
            }
            if (at.isAfter(last)) {
                last = at;
            }
        }
    }

    private record Key(int indicator, String id) {}

    /** What can be taken of what was sent, and what cannot. */
    private final class Sorting {

        private final Indicators.Register register;
        private final Instant now;
        private final Instant latest;
        private final Map<Retention, Instant> oldest = new EnumMap<>(Retention.class);
        private final Set<Key> seen = new HashSet<>();
        private final @Nullable Sender sender = senders.signedIn().orElse(null);
        /** By number, those that they are of, and whether the sender may send them. */
        private final Map<Integer, Boolean> may = new HashMap<>();

        private final List<Indicator> concerned = new ArrayList<>();
        private final List<Reading> right = new ArrayList<>();
        private final List<Refused> refused = new ArrayList<>();
        private final Map<Retention, Span> span = new EnumMap<>(Retention.class);
        private int repeated;

        Sorting(Indicators.Register register, Instant now) {
            this.register = register;
            this.now = now;
            this.latest = now.plus(settings.clockError());
        }

        void add(@Nullable Sent sent) {
            if (sent == null) {
                refused.add(new Refused(null, "reading.withoutId"));
                return;
            }
            String why = problem(sent);
            if (why != null) {
                refused.add(new Refused(sent.id() == null ? null : shortened(sent.id()), why));
            }
        }

        private static String shortened(Object id) {
            String text = id.toString();
            return text.length() > 64 ? text.substring(0, 64) : text;
        }

        /** Takes it, or says why not. */
        private @Nullable String problem(Sent sent) {
            if (!(sent.id() instanceof String id) || !ID.matcher(id).matches()) {
                return "reading.withoutId";
            }
            Indicator indicator =
                    sent.indicator() instanceof String code ? register.byCode().get(code) : null;
            if (indicator == null || !indicator.listed()) {
                return "reading.unknownIndicator";
            }
            if (!mayBeSent(indicator)) {
                return "reading.foreign";
            }
            if (sent.at() == null) {
                return "reading.withoutTime";
            }
            Instant at = time(sent.at());
            if (at == null) {
                return "reading.noTime";
            }
            if (at.isAfter(latest)) {
                return "reading.fromTheFuture";
            }
            if (at.isBefore(
                    oldest.computeIfAbsent(indicator.retention(), retention -> partitions.oldest(retention, now)))) {
                return "reading.tooOld";
            }
            if (!(sent.value() instanceof Number number) || !Double.isFinite(number.doubleValue())) {
                return "reading.notANumber";
            }
            if (!seen.add(new Key(indicator.number(), id))) {
                repeated++;
                return null;
            }
            Span known = span.get(indicator.retention());
            if (known == null) {
                span.put(indicator.retention(), new Span(at));
            } else {
                known.add(at);
            }
            right.add(new Reading(indicator, at, id, number.doubleValue()));
            return null;
        }

        private boolean mayBeSent(Indicator indicator) {
            Boolean known = may.get(indicator.number());
            if (known == null) {
                known = IndicatorKeepers.mayKeep(indicator)
                        && (sender == null || sender.indicators().contains(indicator.kind()));
                may.put(indicator.number(), known);
                concerned.add(indicator);
            }
            return known;
        }

        private static @Nullable Instant time(Object given) {
            if (given instanceof Instant known) {
                return known;
            }
            try {
                return given instanceof String text
                        ? OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS)
                        : null;
            } catch (DateTimeException none) {
                return null;
            }
        }
    }

    /** Finds which indicators have fallen silent. */
    void listen() {
        Instant now = OfficialTime.now(clock);
        transaction.executeWithoutResult(status -> {
            judge.begin();
            judge.listen(now);
        });
    }
}
