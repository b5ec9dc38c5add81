package org.xieban.emergency.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.XiebanTest;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.report.Report.Kind;
import org.xieban.engine.DecisionCheck;

/** By when a report is due stands in a table that experts change: by kind and grade of the event and level of the response. */
@XiebanTest
class ReportTermsTest {

    @Autowired
    private ReportTerms terms;

    private static Event event(EventKind kind, @Nullable Grade grade, @Nullable Grade level) {
        Instant now = Instant.parse("2026-11-22T06:00:00Z");
        return new Event(
                "XP26-1122-0001-7",
                kind,
                "一起事件",
                "yjgl",
                false,
                "411921",
                "五沟营镇",
                null,
                null,
                now,
                now,
                Event.Source.OFFICER,
                null,
                Harm.NONE,
                level == null ? Event.State.VERIFIED : Event.State.RESPONDING,
                grade,
                level,
                level == null ? null : now,
                null,
                null,
                0);
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST,   FLOOD,       ,    , 30, 60,   ",
        "FIRST,   FLOOD,       III, , 30, 60,   ",
        "FIRST,   FLOOD,       I,   , 15, 30,   ",
        "FIRST,   WORK_SAFETY, III, , 60, 120,  ",
        "FIRST,   WORK_SAFETY, II,  , 15, 30,   ",
        "FIRST,   GAS,         ,    , 60, 120,  ",
        "FIRST,   EPIDEMIC,    ,    , 60, 120,  ",
        "FURTHER, FLOOD,       III, , ,   60,   ",
        "FURTHER, FLOOD,       III, I, ,  30, 60",
        "FURTHER, FLOOD,       III, II, , 30, 120",
        "FURTHER, EPIDEMIC,    III, III, , 60, 240",
        "FURTHER, FLOOD,       IV,  IV, , 60, 720",
        "FINAL,   FLOOD,       II,  , ,   720,  ",
        "FINAL,   FLOOD,       ,    , ,   1440, "
    })
    void theTableSaysWhatTheLawAndTheCityAsk(
            Kind report,
            EventKind kind,
            @Nullable Grade grade,
            @Nullable Grade level,
            @Nullable Integer telephone,
            int written,
            @Nullable Integer every) {
        ReportTerms.Terms found = terms.of(report, event(kind, grade, level));
        assertThat(found.telephone()).isEqualTo(minutes(telephone));
        assertThat(found.written()).isEqualTo(Duration.ofMinutes(written));
        assertThat(found.every()).isEqualTo(minutes(every));
        assertThat(found.basis()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "FIRE, 2026-11-29T16:00:00Z, 第十三条",
        "TRAFFIC, 2026-11-29T16:00:00Z, 第十三条",
        "WORK_SAFETY, 2026-12-22T16:00:00Z, 第十三条",
        "GAS, 2026-12-22T16:00:00Z, 第十三条",
        "FLOOD, 2026-12-22T16:00:00Z, 本市信息报送规定"
    })
    void casualtiesAreReportedForAsManyDaysAsTheRuleSays(EventKind kind, Instant until, String basis) {
        assertThat(terms.casualtiesUntil(event(kind, Grade.III, null))).contains(until);
        assertThat(terms.ofHarm(event(kind, Grade.III, null)).written()).isEqualTo(Duration.ofMinutes(60));
        assertThat(terms.ofHarm(event(kind, Grade.III, null)).basis()).contains(basis);
        assertThat(terms.ofHarm(event(kind, Grade.III, Grade.I)).written())
                .as("a response asks for it sooner")
                .isEqualTo(Duration.ofMinutes(30));
    }

    private static @Nullable Duration minutes(@Nullable Integer minutes) {
        return minutes == null ? null : Duration.ofMinutes(minutes);
    }

    @Test
    void aTableThatForgetsATermOrItsBasisIsNotDeployed() {
        var inputs = List.of("report", "eventKind", "category", "grade", "level");
        var outputs = List.of("phoneMinutes", "writtenMinutes", "everyMinutes", "withinDays", "basis");
        assertThat(terms.check(new DecisionCheck.Table(outputs, inputs, List.of())))
                .extracting(DecisionCheck.Wrong::code)
                .containsExactly("reportColumns");
        assertThat(terms.check(new DecisionCheck.Table(
                        inputs,
                        outputs,
                        List.of(
                                row("1", "", "60", "", "\"市规定\""),
                                row("2", "30", "", "", "\"市规定\""),
                                row("3", "half", "60", "", "\"市规定\""),
                                row("4", "30", "60", "-1", ""),
                                new DecisionCheck.Row(
                                        "5", Map.of("writtenMinutes", "60", "withinDays", "0", "basis", "\"市规定\""))))))
                .extracting(wrong -> wrong.element() + " " + wrong.code())
                .containsExactly(
                        "2 reportMinutes", "3 reportMinutes", "4 reportMinutes", "4 reportBasis", "5 reportDays");
    }

    private static DecisionCheck.Row row(String id, String phone, String written, String every, String basis) {
        return new DecisionCheck.Row(
                id, Map.of("phoneMinutes", phone, "writtenMinutes", written, "everyMinutes", every, "basis", basis));
    }
}
