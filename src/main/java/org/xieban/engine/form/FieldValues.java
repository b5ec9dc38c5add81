package org.xieban.engine.form;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.CheckBox;
import org.xieban.engine.form.FormComponent.DateTimeField;
import org.xieban.engine.form.FormComponent.DateTimeField.Kind;
import org.xieban.engine.form.FormComponent.Field;
import org.xieban.engine.form.FormComponent.MultipleChoice;
import org.xieban.engine.form.FormComponent.NumberField;
import org.xieban.engine.form.FormComponent.TextArea;
import org.xieban.engine.form.FormComponent.TextField;
import org.xieban.trace.OfficialTime;

/** Which values a field can hold at all, whatever rules its author gave. */
final class FieldValues {

    /** A value is not of its field's type; the code is that of the message {@code problem.<code>}. */
    static final class Unacceptable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;
        private final transient List<Object> arguments;

        Unacceptable(String code, Object... arguments) {
            super(code);
            this.code = code;
            this.arguments = List.of(arguments);
        }

        String code() {
            return code;
        }

        List<Object> arguments() {
            return arguments;
        }
    }

    /** What a browser's {@code Number()} takes from an input field: 5, -0.5, .5, 5., 1e3. */
    static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,100}(\\.\\d{0,100})?|\\.\\d{1,100})([eE][+-]?\\d{1,2})?");

    /** No field needs more; a browser knows no such limit. */
    private static final int LONGEST_TEXT = 20_000;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);

    private FieldValues() {}

    /**
     * A submitted value, cleaned: line breaks in one line of text become spaces, an option chosen twice counts once.
     *
     * @throws Unacceptable when it is not of the field's type
     */
    static @Nullable Object accept(Field field, @Nullable Object value) throws Unacceptable {
        if (field instanceof TextField) {
            return text(value, true);
        } else if (field instanceof TextArea) {
            return text(value, false);
        } else if (field instanceof NumberField number) {
            return number(number, value);
        } else if (field instanceof DateTimeField dateTime) {
            return dateTime(dateTime, value);
        } else if (field instanceof CheckBox) {
            if (value == null || value instanceof Boolean) {
                return Boolean.TRUE.equals(value);
            }
            throw new Unacceptable("form.notABoolean");
        } else if (field instanceof MultipleChoice) {
            if (value == null) {
                return List.of();
            }
            if (value instanceof List<?> several) {
                return several.stream().distinct().toList();
            }
            throw new Unacceptable("form.notAList");
        }
        return value;
    }

    private static String text(@Nullable Object value, boolean oneLine) throws Unacceptable {
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            throw new Unacceptable("form.notText");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new Unacceptable("form.tooLong", String.valueOf(LONGEST_TEXT));
        }
        String clean = oneLine ? text.replaceAll("[\r\n\t]", " ") : text;
        if (clean.codePoints().anyMatch(FieldValues::unprintable)) {
            throw new Unacceptable("form.controlCharacter");
        }
        return clean;
    }

    /** Control characters but line breaks and tabs, halves of surrogate pairs, and what turns the direction of writing. */
    private static boolean unprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
            case Character.SURROGATE -> true;
            case Character.FORMAT -> (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
            default -> false;
        };
    }

    private static @Nullable Object number(NumberField field, @Nullable Object value) throws Unacceptable {
        if (value == null) {
            return null;
        }
        boolean fits = field.asText()
                ? value instanceof String text && NUMBER.matcher(text).matches()
                : value instanceof BigDecimal;
        if (!fits) {
            throw new Unacceptable(field.asText() ? "form.notANumberText" : "form.notANumber");
        }
        return value;
    }

    private static @Nullable String dateTime(DateTimeField field, @Nullable Object value) throws Unacceptable {
        if (value == null) {
            return null;
        }
        String wrong =
                switch (field.kind()) {
                    case DATE -> "form.notADate";
                    case TIME -> "form.notATime";
                    case DATE_TIME -> "form.notADateTime";
                };
        if (!(value instanceof String text)) {
            throw new Unacceptable(wrong);
        }
        try {
            String local = text;
            if (field.kind() != Kind.DATE && field.zone() != DateTimeField.Zone.NONE) {
                int zone = text.length() - (field.zone() == DateTimeField.Zone.UTC ? 1 : 6);
                ZoneOffset offset = ZoneOffset.of(text.substring(Math.max(zone, 0)));
                if (field.zone() == DateTimeField.Zone.OFFSET
                        && offset.equals(ZoneOffset.UTC)
                        && !text.endsWith("+00:00")) {
                    throw new DateTimeException(wrong);
                }
                local = text.substring(0, Math.max(zone, 0));
            }
            if (field.kind() == Kind.DATE) {
                LocalDate.parse(local, DATE);
            } else if (field.kind() == Kind.TIME) {
                LocalTime.parse(local, TIME);
            } else {
                int separator = local.indexOf('T');
                LocalDate.parse(local.substring(0, Math.max(separator, 0)), DATE);
                LocalTime.parse(local.substring(separator + 1), TIME);
            }
            return text;
        } catch (DateTimeException notSo) {
            String written = field.kind() == Kind.DATE_TIME ? instant(field, text) : null;
            if (written == null) {
                throw new Unacceptable(wrong);
            }
            return written;
        }
    }

    /** Other systems send an instant in any of its ISO 8601 spellings; kept is that of the field, to the minute. */
    private static @Nullable String instant(DateTimeField field, String text) {
        try {
            OffsetDateTime instant = OffsetDateTime.parse(text);
            return field.zone() == DateTimeField.Zone.NONE
                    ? null
                    : written(
                            field, instant.atZoneSameInstant(OfficialTime.ZONE).toLocalDateTime(), true);
        } catch (DateTimeException none) {
            return null;
        }
    }

    /**
     * A date or time that the product gave, written as the field submits it; null where it is none. A browser does so
     * before anybody has changed anything.
     */
    static @Nullable String rewritten(DateTimeField field, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return null;
        }
        try {
            return switch (field.kind()) {
                case DATE -> DATE.format(LocalDate.parse(text, DATE));
                case TIME -> {
                    TemporalAccessor time =
                            DateTimeFormatter.ISO_TIME.parseBest(text, OffsetTime::from, LocalTime::from);
                    LocalTime local = time instanceof OffsetTime offset
                            ? offset.withOffsetSameInstant(offsetOf(LocalDateTime.of(2000, 1, 1, 0, 0)))
                                    .toLocalTime()
                            : (LocalTime) time;
                    yield written(field, LocalDateTime.of(LocalDate.of(2000, 1, 1), local), false);
                }
                case DATE_TIME -> {
                    TemporalAccessor time =
                            DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
                    LocalDateTime local = time instanceof OffsetDateTime offset
                            ? offset.atZoneSameInstant(OfficialTime.ZONE).toLocalDateTime()
                            : (LocalDateTime) time;
                    yield written(field, local, true);
                }
            };
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** The day that an accepted value of the field means, in the official zone. */
    static LocalDate localDate(DateTimeField field, String value) {
        if (field.kind() == Kind.DATE || field.zone() == DateTimeField.Zone.NONE) {
            return LocalDate.parse(value.substring(0, 10), DATE);
        }
        return OffsetDateTime.parse(value).atZoneSameInstant(OfficialTime.ZONE).toLocalDate();
    }

    private static String written(DateTimeField field, LocalDateTime local, boolean withDate) {
        ZoneOffset offset = offsetOf(local);
        LocalDateTime shown = field.zone() == DateTimeField.Zone.UTC
                ? local.atOffset(offset).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : local;
        String zone =
                switch (field.zone()) {
                    case OFFSET -> offset.getId();
                    case UTC -> "Z";
                    case NONE -> "";
                };
        return (withDate ? DATE.format(shown) + "T" : "") + TIME.format(shown) + zone;
    }

    private static ZoneOffset offsetOf(LocalDateTime local) {
        return OfficialTime.ZONE.getRules().getOffset(local);
    }
}
