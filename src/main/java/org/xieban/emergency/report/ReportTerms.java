package org.xieban.emergency.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Grade;
import org.xieban.engine.DecisionCheck;
import org.xieban.engine.Decisions;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** The decision table in which the terms of reports stand, by kind and grade of the event and level of the response. */
@Component
class ReportTerms implements DecisionCheck {

    static final String DECISION = "reporting-terms";

    private static final String TELEPHONE = "phoneMinutes";
    private static final String WRITTEN = "writtenMinutes";
    private static final String EVERY = "everyMinutes";
    private static final String WITHIN = "withinDays";
    private static final String BASIS = "basis";

    /** What the table calls changes of casualties, which are reported by the rules of accidents. */
    private static final String CASUALTIES = "CASUALTIES";

    private static final List<String> INPUTS = List.of("report", "eventKind", "category", "grade", "level");
    private static final List<String> OUTPUTS = List.of(TELEPHONE, WRITTEN, EVERY, WITHIN, BASIS);

    private final Decisions decisions;
    private final OfficeTexts texts;

    ReportTerms(Decisions decisions, OfficeTexts texts) {
        this.decisions = decisions;
        this.texts = texts;
    }

    /**
     * The terms of a report.
     *
     * @param telephone null where none is asked for
     * @param every after so much time a further one is called for while the response runs; null for never by itself
     * @param within so many days from that on which it happened a change of casualties is reported, even after all is done
     *     (生产安全事故报告和调查处理条例 13); null where the table sets no such days
     * @param basis law or rule that says so
     */
    record Terms(
            @Nullable Duration telephone,
            Duration written,
            @Nullable Duration every,
            @Nullable Integer within,
            String basis) {

        /** The shortest that the city knows. */
        private static final int SHORTEST = 15;

        static Terms shortest(String basis) {
            return new Terms(Duration.ofMinutes(SHORTEST), Duration.ofMinutes(2 * SHORTEST), null, null, basis);
        }

        /** These, or the others where those are over sooner. */
        Terms orSooner(Terms others) {
            return others.written.compareTo(written) < 0 ? others : this;
        }
    }

    /** What the table says of a report on an event as it stands; where it says nothing the shortest terms hold. */
    Terms of(Report.Kind kind, Event event) {
        return row(kind.name(), event).orElseGet(() -> Terms.shortest(texts.office("emergency.report.noTerms")));
    }

    /** The terms of a report on what became known of the harm: those of casualties, sooner where a response asks for it. */
    Terms ofHarm(Event event) {
        Terms further = of(Report.Kind.FURTHER, event);
        return row(CASUALTIES, event)
                .map(casualties -> casualties.orSooner(further))
                .orElse(further);
    }

    /** Until when a change of casualties is reported even after all is done; empty where the table says nothing of it. */
    Optional<Instant> casualtiesUntil(Event event) {
        return row(CASUALTIES, event)
                .map(Terms::within)
                .map(days -> OfficialTime.endOf(
                        OfficialTime.dayOf(event.occurredAt()).plusDays(days)));
    }

    private Optional<Terms> row(String report, Event event) {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("report", report);
        inputs.put("eventKind", event.kind().name());
        inputs.put("category", event.kind().of().name());
        inputs.put("grade", name(event.grade()));
        inputs.put("level", event.state() == Event.State.RESPONDING ? name(event.level()) : "");
        return decisions.rows(DECISION, inputs).stream().findFirst().map(ReportTerms::terms);
    }

    private static String name(@Nullable Grade grade) {
        return grade == null ? "" : grade.name();
    }

    private static Terms terms(Map<String, @Nullable Object> row) {
        Duration written = minutes(row, WRITTEN);
        if (written == null) {
            throw new IllegalStateException("a row of " + DECISION + " without " + WRITTEN);
        }
        Integer within = row.get(WITHIN) instanceof BigDecimal days ? Integer.valueOf(days.intValueExact()) : null;
        return new Terms(minutes(row, TELEPHONE), written, minutes(row, EVERY), within, String.valueOf(row.get(BASIS)));
    }

    private static @Nullable Duration minutes(Map<String, @Nullable Object> row, String column) {
        return row.get(column) instanceof BigDecimal minutes ? Duration.ofMinutes(minutes.longValueExact()) : null;
    }

    @Override
    public String decision() {
        return DECISION;
    }

    @Override
    public List<Wrong> check(Table table) {
        List<Wrong> wrong = new ArrayList<>();
        if (!table.inputs().equals(INPUTS) || !table.outputs().equals(OUTPUTS)) {
            wrong.add(Wrong.of("", "reportColumns", String.join(", ", INPUTS), String.join(", ", OUTPUTS)));
            return wrong;
        }
        for (Row row : table.rows()) {
            for (String column : List.of(TELEPHONE, WRITTEN, EVERY)) {
                String minutes = row.outputs().getOrDefault(column, "");
                if (!minutes.matches("[1-9][0-9]{0,4}") && !(minutes.isEmpty() && !column.equals(WRITTEN))) {
                    wrong.add(Wrong.of(row.id(), "reportMinutes", column));
                }
            }
            if (!row.outputs().getOrDefault(WITHIN, "").matches("([1-9][0-9]{0,2})?")) {
                wrong.add(Wrong.of(row.id(), "reportDays"));
            }
            if (!row.outputs().getOrDefault(BASIS, "").matches("\"[^\"\\\\]{2,300}\"")) {
                wrong.add(Wrong.of(row.id(), "reportBasis"));
            }
        }
        return wrong;
    }
}
