package org.xieban.emergency.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xieban.emergency.event.EventHistory.KnownHarm;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.report.ReportingRecord.Fate;
import org.xieban.emergency.report.ReportingRecord.Truth;
import org.xieban.emergency.report.ReportingRecord.Wrong;

/** What was known beside what was told: late, missing, false and concealed reports are told from those that are right. */
class ReportingRecordTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");

    private static Instant at(int minute) {
        return BEGIN.plus(Duration.ofMinutes(minute));
    }

    private static Harm dead(int dead) {
        return new Harm(dead, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, false);
    }

    private static KnownHarm known(int minute, int dead) {
        return new KnownHarm(minute, dead(dead), "医院报告", "emergency.wu", at(minute));
    }

    /** One that is called for at the begin and due after an hour. */
    private static Report report(@Nullable Integer drafted, @Nullable Integer sent, int dead) {
        return new Report(
                "XP26-1122-0002-5",
                "XP26-1122-0001-7",
                1,
                Report.Kind.FIRST,
                0,
                null,
                false,
                new Report.Call(Report.Reason.VERIFIED, "", at(0), "system"),
                new Report.Due(null, at(60), "市规定"),
                sent == null ? Report.State.DRAFTING : Report.State.SENT,
                null,
                drafted == null
                        ? null
                        : new Report.Writing(
                                "",
                                "正文",
                                "emergency.wu",
                                at(drafted),
                                dead(dead),
                                "",
                                false,
                                "leader.jiang",
                                sent == null ? null : at(sent),
                                null,
                                null),
                null);
    }

    private static ReportingRecord record(List<KnownHarm> known, List<Report> reports, boolean none, int now) {
        return ReportingRecord.of(known, reports, none, Duration.ofMinutes(60), Duration.ofMinutes(30), at(now));
    }

    @Test
    void whatWasToldAsItWasKnownAndInTimeIsNoWrong() {
        ReportingRecord record = record(List.of(known(0, 1)), List.of(report(20, 40, 1)), false, 500);
        assertThat(record.known().get(0).fate()).isEqualTo(Fate.TOLD);
        assertThat(record.told().get(0).truth()).isEqualTo(Truth.SAME);
        assertThat(Wrong.values())
                .allSatisfy(wrong -> assertThat(record.count(wrong, at(500))).isZero());
    }

    @Test
    void whatIsKnownAndNotToldIsConcealedOnlyAfterItsTime() {
        assertThat(record(List.of(known(0, 0)), List.of(), false, 60)
                        .known()
                        .get(0)
                        .fate())
                .isEqualTo(Fate.RUNNING);
        ReportingRecord over = record(List.of(known(0, 0)), List.of(report(null, null, 0)), false, 61);
        assertThat(over.known().get(0).fate()).isEqualTo(Fate.UNTOLD);
        assertThat(over.count(Wrong.CONCEALED, at(61))).isOne();
        assertThat(over.count(Wrong.MISSING, at(61))).isOne();
        assertThat(record(List.of(known(0, 0)), List.of(), true, 61).count(Wrong.CONCEALED, at(61)))
                .as("there was nothing to tell")
                .isZero();
    }

    @Test
    void casualtiesThatBecomeKnownAfterwardsHaveToBeToldByAnotherReport() {
        List<KnownHarm> known = List.of(known(0, 1), known(50, 2));
        ReportingRecord record = record(known, List.of(report(20, 40, 1)), false, 81);
        assertThat(record.known()).extracting(ReportingRecord.Known::fate).containsExactly(Fate.TOLD, Fate.UNTOLD);
        assertThat(record.told().get(0).truth()).as("nobody knew then").isEqualTo(Truth.SAME);
    }

    @Test
    void whatWasKnownOtherwiseWhenItWasDraftedIsFalseAndWhatBecameKnownSinceIsNot() {
        List<KnownHarm> known = List.of(known(0, 1), known(30, 3));
        assertThat(record(known, List.of(report(20, 40, 1)), false, 41)
                        .told()
                        .get(0)
                        .truth())
                .isEqualTo(Truth.OVERTAKEN);
        ReportingRecord wrong = record(known, List.of(report(35, 70, 1)), false, 80);
        assertThat(wrong.told().get(0).truth()).isEqualTo(Truth.DIFFERENT);
        assertThat(wrong.count(Wrong.FALSE, at(80))).isOne();
        assertThat(wrong.known()).extracting(ReportingRecord.Known::fate).containsOnly(Fate.TOLD_LATE);
        assertThat(wrong.count(Wrong.LATE, at(80))).isEqualTo(3);
    }
}
