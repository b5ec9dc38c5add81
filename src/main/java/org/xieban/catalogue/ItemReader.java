package org.xieban.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads an item from a tree of texts, be it a file or a form, and says of each field what is wrong with it. Where a
 * field is wrong it reads on with a stand-in, so that everything wrong is told at once.
 */
final class ItemReader {

    static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,47}");
    private static final Pattern DEPARTMENT = Pattern.compile("[a-zA-Z0-9-]{1,40}");
    private static final Pattern PROCESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,79}");
    private static final String STAND_IN = "-";
    private static final int NAME = 120;
    private static final int TEXT = 2000;
    private static final int ROWS = 100;

    private final List<Violation> violations = new ArrayList<>();

    private ItemReader() {}

    /**
     * What came of reading.
     *
     * @param item the item, null if anything is wrong
     * @param violations what is wrong, in the order of the fields
     */
    record Reading(@Nullable ServiceItem item, List<Violation> violations) {}

    static Reading read(JsonNode tree) {
        ItemReader reader = new ItemReader();
        ServiceItem item = reader.item(reader.new Fields(tree, ""));
        if (reader.violations.isEmpty()) {
            reader.violations.addAll(ItemRules.check(item));
        }
        return new Reading(reader.violations.isEmpty() ? item : null, List.copyOf(reader.violations));
    }

    private ServiceItem item(Fields fields) {
        ServiceItem item = new ServiceItem(
                fields.matching("code", CODE, "item.code"),
                fields.text("implementationCode", 64),
                fields.text("name", NAME),
                fields.choice("kind", ServiceItem.Kind.class),
                fields.choice("caseKind", ServiceItem.CaseKind.class),
                fields.choice("weight", ServiceItem.Weight.class),
                fields.flagUnlessMissing("examinerMayDecide"),
                fields.object("organ", this::organ),
                fields.list("coDepartments", 0, this::coDepartment),
                fields.list("legalBasis", 1, this::legalBasis),
                fields.object("statutoryTerm", this::term),
                fields.object("promisedTerm", this::term),
                fields.choices("applicantKinds", 1, ServiceItem.ApplicantKind.class),
                fields.texts("conditions", 1),
                fields.list("materials", 0, this::material),
                fields.list("procedure", 1, this::step),
                fields.choices("specialProcedures", 0, ServiceItem.SpecialProcedure.class),
                fields.object("fee", this::fee),
                fields.object("service", this::service),
                fields.object("result", this::result),
                fields.list("scales", 0, this::scale),
                fields.matching("processKey", PROCESS, "item.processKey"),
                fields.matching("formKey", CODE, "item.code"),
                fields.object("inForce", this::inForce));
        fields.nothingElse();
        return item;
    }

    private ServiceItem.Organ organ(Fields fields) {
        return new ServiceItem.Organ(
                fields.matching("department", DEPARTMENT, "item.department.code"),
                fields.choice("level", ServiceItem.Organ.Level.class),
                fields.choice("powerSource", ServiceItem.Organ.PowerSource.class),
                fields.optionalText("entrustedBy", NAME),
                fields.matching("window", DEPARTMENT, "item.department.code"));
    }

    private ServiceItem.CoDepartment coDepartment(Fields fields) {
        return new ServiceItem.CoDepartment(
                fields.matching("department", DEPARTMENT, "item.department.code"), fields.text("matter", NAME));
    }

    private ServiceItem.LegalBasis legalBasis(Fields fields) {
        return new ServiceItem.LegalBasis(
                fields.text("law", NAME), fields.text("article", NAME), fields.optionalText("gist", TEXT));
    }

    private Term term(Fields fields) {
        return new Term(
                fields.number("amount", 1, Term.LONGEST),
                fields.choice("unit", Term.Unit.class),
                fields.choice("startEvent", Term.StartEvent.class),
                fields.text("legalBasis", TEXT));
    }

    private Material material(Fields fields) {
        return new Material(
                fields.matching("code", CODE, "item.code"),
                fields.text("name", NAME),
                fields.choice("form", Material.Form.class),
                fields.number("number", 1, 99),
                fields.flag("required"),
                fields.flag("mayFollow"),
                fields.list("sources", 1, this::source),
                fields.text("check", TEXT),
                fields.optionalText("exemptWhen", TEXT),
                fields.optionalObject("keptFor", this::validity));
    }

    private Material.Source source(Fields fields) {
        Material.Source.Kind kind = fields.choice("kind", Material.Source.Kind.class);
        return kind == Material.Source.Kind.APPLICANT
                ? new Material.Source(kind, fields.optionalText("code", NAME), fields.optionalText("name", NAME))
                : new Material.Source(kind, fields.matching("code", CODE, "item.code"), fields.text("name", NAME));
    }

    private ServiceItem.Step step(Fields fields) {
        return new ServiceItem.Step(fields.text("name", NAME), fields.text("text", TEXT));
    }

    private ServiceItem.Fee fee(Fields fields) {
        boolean charged = fields.flag("charged");
        return charged
                ? new ServiceItem.Fee(true, fields.text("standard", TEXT), fields.text("legalBasis", TEXT))
                : new ServiceItem.Fee(
                        false, fields.optionalText("standard", TEXT), fields.optionalText("legalBasis", TEXT));
    }

    private ServiceItem.Service service(Fields fields) {
        return new ServiceItem.Service(
                fields.text("place", TEXT),
                fields.text("hours", TEXT),
                fields.text("consult", NAME),
                fields.text("complaint", NAME),
                fields.choices("channels", 1, ServiceItem.Service.Channel.class),
                fields.number("visits", 0, 9));
    }

    private ServiceItem.Result result(Fields fields) {
        return new ServiceItem.Result(
                fields.text("name", NAME),
                fields.choice("kind", ServiceItem.Result.Kind.class),
                fields.optionalMatching("licence", CODE, "item.code"),
                fields.optionalObject("validity", this::validity));
    }

    private ServiceItem.Validity validity(Fields fields) {
        return new ServiceItem.Validity(
                fields.number("amount", 1, 100), fields.choice("unit", ServiceItem.Validity.Unit.class));
    }

    private ServiceItem.Scale scale(Fields fields) {
        return new ServiceItem.Scale(
                fields.matching("code", CODE, "item.code"),
                fields.text("name", NAME),
                fields.choice("weight", ServiceItem.Weight.class));
    }

    private ServiceItem.InForce inForce(Fields fields) {
        return new ServiceItem.InForce(fields.date("from"), fields.optionalDate("until"));
    }

    private void wrong(String path, String code, Object... arguments) {
        violations.add(Violation.of(path, code, arguments));
    }

    /** The fields of one part of the tree; each is asked for once, and what was not asked for is unknown. */
    private final class Fields {

        private final JsonNode node;
        private final String path;
        private final Set<String> asked = new LinkedHashSet<>();

        Fields(JsonNode node, String path) {
            this.node = node;
            this.path = path;
        }

        private String pathOf(String name) {
            return path.isEmpty() ? name : path + "." + name;
        }

        private JsonNode take(String name) {
            asked.add(name);
            JsonNode value = node.path(name);
            return value.isNull() || (value.isTextual() && value.asText().isBlank())
                    ? MissingNode.getInstance()
                    : value;
        }

        @Nullable
        String optionalText(String name, int longest) {
            JsonNode value = take(name);
            if (value.isMissingNode()) {
                return null;
            }
            if (!value.isValueNode()) {
                wrong(pathOf(name), "item.notText");
                return null;
            }
            String text = value.asText().strip();
            if (text.length() > longest) {
                wrong(pathOf(name), "item.tooLong", longest);
            }
            return text;
        }

        String text(String name, int longest) {
            String text = optionalText(name, longest);
            if (text == null) {
                missing(name);
                return STAND_IN;
            }
            return text;
        }

        String matching(String name, Pattern pattern, String code) {
            String text = optionalMatching(name, pattern, code);
            if (text == null) {
                missing(name);
                return STAND_IN;
            }
            return text;
        }

        @Nullable
        String optionalMatching(String name, Pattern pattern, String code) {
            String text = optionalText(name, TEXT);
            if (text != null && !pattern.matcher(text).matches()) {
                wrong(pathOf(name), code, text);
            }
            return text;
        }

        private void missing(String name) {
            // where the value has the wrong shape, that has been said already
            if (node.path(name).isMissingNode()
                    || node.path(name).isNull()
                    || node.path(name).isTextual()) {
                wrong(pathOf(name), "item.missing");
            }
        }

        int number(String name, int least, int most) {
            String text = optionalText(name, TEXT);
            if (text == null) {
                missing(name);
                return Math.max(1, least);
            }
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notWhole) {
                // told below, as a number outside the bounds is
            }
            wrong(pathOf(name), "item.number", least, most, text);
            return Math.max(1, least);
        }

        /** False where nothing is said. */
        boolean flagUnlessMissing(String name) {
            return !take(name).isMissingNode() && flag(name);
        }

        boolean flag(String name) {
            String text = optionalText(name, TEXT);
            if (text == null) {
                missing(name);
            } else if (!text.equals("true") && !text.equals("false")) {
                wrong(pathOf(name), "item.choice", "true, false", text);
            }
            return "true".equals(text);
        }

        <E extends Enum<E>> E choice(String name, Class<E> type) {
            String text = optionalText(name, TEXT);
            if (text == null) {
                missing(name);
                return type.getEnumConstants()[0];
            }
            return constant(pathOf(name), text, type);
        }

        private <E extends Enum<E>> E constant(String at, String text, Class<E> type) {
            E[] all = type.getEnumConstants();
            for (E one : all) {
                if (one.name().equals(text)) {
                    return one;
                }
            }
            String allowed = Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "));
            wrong(at, "item.choice", allowed, text);
            return all[0];
        }

        LocalDate date(String name) {
            LocalDate date = optionalDate(name);
            if (date == null) {
                missing(name);
                return LocalDate.EPOCH;
            }
            return date;
        }

        @Nullable
        LocalDate optionalDate(String name) {
            String text = optionalText(name, TEXT);
            if (text == null) {
                return null;
            }
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException notDate) {
                wrong(pathOf(name), "item.date", text);
                return LocalDate.EPOCH;
            }
        }

        <T> T object(String name, Function<Fields, T> read) {
            JsonNode value = take(name);
            if (value.isMissingNode()) {
                wrong(pathOf(name), "item.missing");
            }
            // what is missing or of another shape is told once, not again for each of its fields
            int told = violations.size();
            T part = part(value, pathOf(name), read);
            if (value.isMissingNode()) {
                violations.subList(told, violations.size()).clear();
            }
            return part;
        }

        <T> @Nullable T optionalObject(String name, Function<Fields, T> read) {
            JsonNode value = take(name);
            boolean empty = value.isMissingNode() || (value.isObject() && blank(value));
            return empty ? null : part(value, pathOf(name), read);
        }

        <T> List<T> list(String name, int least, Function<Fields, T> read) {
            List<T> rows = new ArrayList<>();
            for (JsonNode row : rows(name, least)) {
                rows.add(part(row, pathOf(name) + "[" + rows.size() + "]", read));
            }
            return rows;
        }

        List<String> texts(String name, int least) {
            List<String> texts = new ArrayList<>();
            for (JsonNode row : rows(name, least)) {
                String at = pathOf(name) + "[" + texts.size() + "]";
                String text = row.isValueNode() ? row.asText().strip() : "";
                if (!row.isValueNode()) {
                    wrong(at, "item.notText");
                } else if (text.isEmpty()) {
                    wrong(at, "item.missing");
                } else if (text.length() > TEXT) {
                    wrong(at, "item.tooLong", TEXT);
                }
                texts.add(text);
            }
            return texts;
        }

        <E extends Enum<E>> List<E> choices(String name, int least, Class<E> type) {
            Set<E> chosen = new LinkedHashSet<>();
            int index = 0;
            for (String text : texts(name, least)) {
                String at = pathOf(name) + "[" + index++ + "]";
                if (!text.isEmpty() && !chosen.add(constant(at, text, type))) {
                    wrong(at, "item.repeated", text);
                }
            }
            return List.copyOf(chosen);
        }

        private Iterable<JsonNode> rows(String name, int least) {
            JsonNode value = take(name);
            if (value.isMissingNode()) {
                if (least > 0) {
                    wrong(pathOf(name), "item.missing");
                }
                return List.of();
            }
            if (!value.isArray()) {
                wrong(pathOf(name), "item.notList");
                return List.of();
            }
            if (value.size() < least) {
                wrong(pathOf(name), "item.missing");
            } else if (value.size() > ROWS) {
                wrong(pathOf(name), "item.tooMany", ROWS);
            }
            return value;
        }

        private <T> T part(JsonNode value, String at, Function<Fields, T> read) {
            boolean shaped = value.isObject() || value.isMissingNode();
            if (!shaped) {
                wrong(at, "item.notFields");
            }
            int told = violations.size();
            Fields fields = new Fields(value, at);
            T part = read.apply(fields);
            fields.nothingElse();
            if (!shaped) {
                violations.subList(told, violations.size()).clear();
            }
            return part;
        }

        private boolean blank(JsonNode object) {
            for (JsonNode value : object) {
                if (!value.isNull() && !(value.isTextual() && value.asText().isBlank())) {
                    return false;
                }
            }
            return true;
        }

        void nothingElse() {
            node.fieldNames().forEachRemaining(name -> {
                if (!asked.contains(name)) {
                    wrong(pathOf(name), "item.unknownField", String.join(", ", asked));
                }
            });
        }
    }
}
