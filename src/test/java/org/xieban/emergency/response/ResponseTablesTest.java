package org.xieban.emergency.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xieban.emergency.event.EventKind;
import org.xieban.monitoring.indicator.Kind;

/** The tables by which events are graded, responses decided, and alarms taken in. */
class ResponseTablesTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    private static List<Map<String, Object>> rows(String table, Map<String, Object> inputs) throws IOException {
        try (InputStream file = new FileInputStream(new File("processes/emergency/" + table + ".dmn"))) {
            return ENGINE.evaluateDecisionTable(ENGINE.parseDecision(table, file), inputs)
                    .getResultList();
        }
    }

    @ParameterizedTest(
            name = "{0}: dead {1}, missing {2}, seriously injured {3}, loss {4}, area {5}, sensitive {6} is {7}")
    @CsvSource({
        "ACCIDENT, 30, 0, 0, 0, 0, false, I",
        "ACCIDENT, 29, 0, 0, 0, 0, false, II",
        "ACCIDENT, 10, 0, 0, 0, 0, false, II",
        "ACCIDENT, 9, 0, 0, 0, 0, false, III",
        "ACCIDENT, 3, 0, 0, 0, 0, false, III",
        "ACCIDENT, 2, 0, 0, 0, 0, false, IV",
        "ACCIDENT, 0, 0, 100, 0, 0, false, I",
        "ACCIDENT, 0, 0, 99, 0, 0, false, II",
        "ACCIDENT, 0, 0, 50, 0, 0, false, II",
        "ACCIDENT, 0, 0, 49, 0, 0, false, III",
        "ACCIDENT, 0, 0, 10, 0, 0, false, III",
        "ACCIDENT, 0, 0, 9, 0, 0, false, IV",
        "ACCIDENT, 0, 0, 0, 100000000, 0, false, I",
        "ACCIDENT, 0, 0, 0, 99999999.99, 0, false, II",
        "ACCIDENT, 0, 0, 0, 50000000, 0, false, II",
        "ACCIDENT, 0, 0, 0, 49999999.99, 0, false, III",
        "ACCIDENT, 0, 0, 0, 10000000, 0, false, III",
        "ACCIDENT, 0, 0, 0, 9999999.99, 0, false, IV",
        "NATURAL, 0, 0, 0, 0, 1000, false, I",
        "NATURAL, 0, 0, 0, 0, 300, false, II",
        "NATURAL, 0, 0, 0, 0, 100, false, III",
        "NATURAL, 0, 0, 0, 0, 99.999, false, IV",
        "NATURAL, 0, 0, 0, 0, 1, true, III",
        // who is missing counts as dead in a natural disaster, and does not in an accident
        "NATURAL, 20, 10, 0, 0, 0, false, I",
        "ACCIDENT, 20, 10, 0, 0, 0, false, II",
        // the gravest of all counts
        "ACCIDENT, 3, 0, 50, 100000000, 0, true, I"
    })
    void anEventIsGradedByTheGravestOfItsHarm(
            String category,
            int dead,
            int missing,
            int injured,
            double loss,
            double area,
            boolean sensitive,
            String grade)
            throws IOException {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("eventCategory", category);
        inputs.put("dead", (long) dead);
        inputs.put("missing", (long) missing);
        inputs.put("seriouslyInjured", (long) injured);
        inputs.put("lossYuan", loss);
        inputs.put("areaKm2", area);
        inputs.put("sensitive", sensitive);
        assertThat(rows("event-grading", inputs)).containsExactly(Map.of("grade", grade));
    }

    @ParameterizedTest
    @CsvSource({"I, szf.leader", "II, szf.leader", "III, yjgl.leader", "IV, yjgl.section-head"})
    void whoDecidesOnAResponseDependsOnItsLevel(String level, String group) throws IOException {
        assertThat(rows("response-approval", Map.of("decidingLevel", level, "leadDepartment", "yjgl")))
                .containsExactly(Map.of("group", group));
    }

    @Test
    void everyKindOfAlarmIsSomeKindOfEvent() throws IOException {
        for (Kind kind : Kind.values()) {
            Map<String, Object> row =
                    rows("alarm-event", Map.of("alarmKind", kind.name())).get(0);
            assertThat(EventKind.valueOf(String.valueOf(row.get("eventKind")))).isNotNull();
            assertThat(((Number) row.get("fromLevel")).intValue()).isBetween(0, 4);
        }
    }
}
