package org.xieban.monitoring.reading;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.monitoring.indicator.Retention;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.TransactionLock;

/**
 * The partitions of what is kept by time: made before they are needed, by months where single readings go and by years
 * where few are; dropped as a whole when all in them has been kept for long enough.
 */
@Component
class Partitions {

    /** Hours are kept for as long as the readings that are kept for longest. */
    private static final Period HOURS_KEPT = Retention.DECADE.kept();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Partitions(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A table that is cut by time.
     *
     * @param yearly whether its parts are years; months otherwise
     * @param unique columns of which there is each only once within a part; empty where the table says so itself
     */
    private record Cut(String table, boolean yearly, Period kept, String unique) {

        static Cut of(Retention retention) {
            return new Cut(
                    "reading_" + retention.name().toLowerCase(Locale.ROOT),
                    retention == Retention.DECADE,
                    retention.kept(),
                    "(indicator, id)");
        }

        LocalDate begin(Instant at) {
            LocalDate month = OfficialTime.dayOf(at).withDayOfMonth(1);
            return yearly ? month.withMonth(1) : month;
        }

        LocalDate next(LocalDate begin) {
            return yearly ? begin.plusYears(1) : begin.plusMonths(1);
        }

        String name(LocalDate begin) {
            return table + "_"
                    + (yearly
                            ? "" + begin.getYear()
                            : begin.toString().substring(0, 7).replace('-', '_'));
        }
    }

    private static final Cut HOURS = new Cut("reading_hour", true, HOURS_KEPT, "");

    private static List<Cut> all() {
        return Stream.concat(Arrays.stream(Retention.values()).map(Cut::of), Stream.of(HOURS))
                .toList();
    }

    /** Before when readings are kept no more. */
    Instant oldest(Retention retention, Instant now) {
        return now.atZone(OfficialTime.ZONE).minus(retention.kept()).toInstant();
    }

    /** Sees to it that readings of these times can be kept; not within a transaction that keeps them. */
    void ensure(Retention retention, Instant first, Instant last) {
        ensure(Cut.of(retention), first, last);
        ensure(HOURS, first, last);
    }

    private void ensure(Cut cut, Instant first, Instant last) {
        LocalDate end = OfficialTime.dayOf(last);
        for (LocalDate begin = cut.begin(first); !begin.isAfter(end); begin = cut.next(begin)) {
            LocalDate part = begin;
            if (!known.contains(cut.name(part))) {
                transaction.executeWithoutResult(status -> make(cut, part));
                known.add(cut.name(part));
            }
        }
    }

    private void make(Cut cut, LocalDate begin) {
        TransactionLock.hold(jdbc, "xieban.monitoring.partitions");
        String name = cut.name(begin);
        if (exists(name)) {
            return;
        }
        // attached rather than made in its place: nobody who reads or writes the others waits for it
        jdbc.sql("create table " + name + " (like " + cut.table() + " including defaults including constraints)")
                .update();
        if (!cut.unique().isEmpty()) {
            jdbc.sql("create unique index on " + name + " " + cut.unique()).update();
        }
        jdbc.sql("alter table " + cut.table() + " attach partition " + name + " for values from ('" + midnight(begin)
                        + "') to ('" + midnight(cut.next(begin)) + "')")
                .update();
    }

    private static String midnight(LocalDate day) {
        return OfficialTime.of(OfficialTime.startOf(day)).toString();
    }

    private boolean exists(String name) {
        return jdbc.sql("select to_regclass(:name) is not null")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Makes those of now and of the time after, and drops those of which nothing is kept any more. */
    void keepUp() {
        Instant now = clock.instant();
        for (Cut cut : all()) {
            Instant ahead = midnight(cut, now);
            ensure(cut, now, ahead);
            drop(cut, now.atZone(OfficialTime.ZONE).minus(cut.kept()).toInstant());
        }
    }

    private static Instant midnight(Cut cut, Instant now) {
        return OfficialTime.startOf(cut.next(cut.begin(now)));
    }

    private void drop(Cut cut, Instant before) {
        for (String part : parts(cut)) {
            String digits = part.substring(cut.table().length() + 1);
            LocalDate begin = LocalDate.parse(cut.yearly() ? digits + "-01-01" : digits.replace('_', '-') + "-01");
            if (!OfficialTime.startOf(cut.next(begin)).isAfter(before)) {
                known.remove(part);
                transaction.executeWithoutResult(status -> {
                    TransactionLock.hold(jdbc, "xieban.monitoring.partitions");
                    // whoever reads for long is waited for the next time
                    jdbc.sql("set local lock_timeout = '2s'").update();
                    jdbc.sql("drop table if exists " + part).update();
                });
            }
        }
    }

    private List<String> parts(Cut cut) {
        return jdbc.sql("""
                select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid
                 where h.inhparent = to_regclass(:table) order by c.relname""").param("table", cut.table()).query(String.class).list();
    }
}
