package org.xieban.monitoring.rule;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.engine.DecisionCheck;
import org.xieban.engine.Decisions;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.Kind;

/**
 * The decision table in which experts write the rules: it says by kind, code and region which rules an indicator is under.
 * It is asked once for an indicator, not for each reading; that is what makes it possible to judge so many.
 */
@Component
class RuleTable implements DecisionCheck {

    static final String DECISION = "indicator-rules";

    private static final List<String> INPUTS = List.of("kind", "indicator", "region");
    private static final List<String> OUTPUTS = List.of(
            "rule", "name", "level", "measure", "direction", "from", "until", "window", "lasting", "with", "withFrom");
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern TEXT = Pattern.compile("\"[^\"\\\\]*\"");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}([.][0-9]{1,9})?");
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int LONGEST_NAME = 120;

    private final Decisions decisions;

    RuleTable(Decisions decisions) {
        this.decisions = decisions;
    }

    int version() {
        return decisions.version(DECISION);
    }

    /** The rules that an indicator is under now. */
    List<AlarmRule> of(Indicator indicator) {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("kind", indicator.kind().name());
        inputs.put("indicator", indicator.code());
        inputs.put("region", indicator.region());
        List<AlarmRule> rules = new ArrayList<>();
        for (Map<String, @Nullable Object> row : decisions.rows(DECISION, inputs)) {
            AlarmRule rule = new Reading(row).rule();
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    @Override
    public String decision() {
        return DECISION;
    }

    @Override
    public List<Wrong> check(Table table) {
        List<Wrong> wrong = new ArrayList<>();
        if (!Set.copyOf(table.inputs()).equals(Set.copyOf(INPUTS))) {
            wrong.add(Wrong.of("", "ruleInputs", String.join(", ", INPUTS), String.join(", ", table.inputs())));
        }
        Set<String> missing = new HashSet<>(OUTPUTS);
        missing.removeAll(table.outputs());
        Set<String> unknown = new HashSet<>(table.outputs());
        unknown.removeAll(OUTPUTS);
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            wrong.add(Wrong.of(
                    "",
                    "ruleOutputs",
                    String.join(", ", OUTPUTS),
                    Stream.concat(missing.stream(), unknown.stream()).sorted().collect(Collectors.joining(", "))));
            return wrong;
        }
        for (Row row : table.rows()) {
            Map<String, @Nullable Object> values = new HashMap<>();
            List<Problem> problems = new ArrayList<>();
            row.outputs().forEach((column, literal) -> values.put(column, literal(column, literal, problems)));
            Reading reading = new Reading(values);
            if (problems.isEmpty()) {
                reading.rule();
            }
            Stream.concat(problems.stream(), reading.problems.stream())
                    .forEach(problem -> wrong.add(new Wrong(row.id(), problem.code(), problem.arguments())));
        }
        return wrong;
    }

    private record Problem(String code, List<Object> arguments) {}

    /** What is not written out could not be checked, nor be shown to those whom it alarms. */
    private static @Nullable Object literal(String column, String source, List<Problem> problems) {
        if (source.isEmpty() || source.equals("null")) {
            return null;
        }
        if (TEXT.matcher(source).matches()) {
            return source.substring(1, source.length() - 1);
        }
        if (NUMBER.matcher(source).matches()) {
            return new BigDecimal(source);
        }
        problems.add(new Problem("ruleLiteral", List.of(column, source)));
        return null;
    }

    /** Reads a row, and notes what is wrong with it. */
    private static final class Reading {

        private final Map<String, @Nullable Object> row;
        private final List<Problem> problems = new ArrayList<>();

        Reading(Map<String, @Nullable Object> row) {
            this.row = row;
        }

        /** Null where something is wrong. */
        @Nullable
        AlarmRule rule() {
            String code = text("rule", true);
            if (!code.isEmpty() && !CODE.matcher(code).matches()) {
                wrong("ruleCode", code);
            }
            String name = text("name", true);
            if (name.length() > LONGEST_NAME) {
                wrong("ruleName", LONGEST_NAME);
            }
            double level = number("level", true);
            if (level != 1 && level != 2 && level != 3 && level != 4) {
                wrong("ruleLevel", String.valueOf(row.get("level")));
            }
            AlarmRule.Measure measure = measure();
            boolean silence = measure == AlarmRule.Measure.SILENCE;
            String direction = text("direction", false);
            if (!Set.of("", "UP", "DOWN").contains(direction)) {
                wrong("ruleDirection", direction);
            }
            boolean up = !direction.equals("DOWN");
            double from = number("from", !silence);
            double until = row.get("until") == null ? from : number("until", true);
            boolean change = measure == AlarmRule.Measure.CHANGE;
            if ((up || change) ? until > from : until < from) {
                wrong("ruleUntil", plain(until), plain(from));
            }
            Duration window = duration("window", silence || change || measure == AlarmRule.Measure.SUM);
            Duration lasting = duration("lasting", false);
            String with = text("with", false);
            double withFrom = number("withFrom", !with.isEmpty());
            return problems.isEmpty() && measure != null
                    ? new AlarmRule(
                            code,
                            name,
                            (int) level,
                            measure,
                            up,
                            from,
                            until,
                            window,
                            lasting,
                            with.isEmpty() ? null : with,
                            withFrom)
                    : null;
        }

        private AlarmRule.@Nullable Measure measure() {
            String given = text("measure", true);
            for (AlarmRule.Measure each : AlarmRule.Measure.values()) {
                if (each.name().equals(given)) {
                    return each;
                }
            }
            wrong("ruleMeasure", given, names(AlarmRule.Measure.values()));
            return null;
        }

        private String text(String column, boolean required) {
            Object value = row.get(column);
            if (value instanceof String text) {
                return text.strip();
            }
            if (value != null || required) {
                wrong("ruleText", column);
            }
            return "";
        }

        private double number(String column, boolean required) {
            Object value = row.get(column);
            if (value instanceof BigDecimal number) {
                return number.doubleValue();
            }
            if (value != null || required) {
                wrong("ruleNumber", column);
            }
            return 0;
        }

        private Duration duration(String column, boolean required) {
            String given = text(column, required);
            if (given.isEmpty()) {
                return Duration.ZERO;
            }
            try {
                Duration duration = Duration.parse(given);
                if (!duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            } catch (DateTimeException none) {
                // said below
            }
            wrong("ruleDuration", column, given);
            return Duration.ZERO;
        }

        private static String plain(double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }

        private void wrong(String code, Object... arguments) {
            problems.add(new Problem(code, List.of(arguments)));
        }
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** Whether a rule asks for an indicator beside its own. */
    static boolean meant(@Nullable String with, Indicator other) {
        return with != null && (other.code().equals(with) || kind(other.kind()).equals(with));
    }

    private static String kind(Kind kind) {
        return kind.name();
    }
}
