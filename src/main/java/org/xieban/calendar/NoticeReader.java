package org.xieban.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/**
 * Reads a year's notice as JSON ({@code {days: [{date, kind: OFF|WORK, name}], source}}) or CSV ({@code date,kind,name}),
 * and refuses what cannot be one, naming each field at fault.
 */
final class NoticeReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_SOURCE = 200;
    /** A year and the December before it. */
    private static final int MOST_DAYS = 397;

    private record Row(String date, String kind, String name) {}

    private final int year;
    private Refusal shape = Refusal.shape("calendar.noticeShape");
    private Refusal rule;

    private NoticeReader(int year) {
        this.year = year;
        this.rule = Refusal.rule("calendar.noticeRefused", Integer.toString(year));
    }

    /**
     * @throws Refusal if a day is no day (400), or lies outside the year and the December before it, comes twice, or
     *     the year is beyond the calendar (422)
     */
    static Notice json(int year, JsonNode body) {
        NoticeReader reader = new NoticeReader(year);
        JsonNode days = body.isArray() ? body : body.path("days");
        if (!days.isArray()) {
            throw reader.shape.at("days", "calendar.daysMissing");
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode day : days) {
            rows.add(new Row(text(day, "date"), text(day, "kind"), text(day, "name")));
        }
        JsonNode source = body.path("source");
        return reader.notice(rows, source.isTextual() ? source.asText() : null);
    }

    /**
     * Reads what was pasted or uploaded, whichever of the two forms it has.
     *
     * @param source what the asker says it comes from, null or blank if he does not
     * @throws Refusal as {@link #json} does
     */
    static Notice text(int year, String text, @Nullable String source) {
        NoticeReader reader = new NoticeReader(year);
        String content = text.strip();
        if (content.startsWith("{") || content.startsWith("[")) {
            try {
                Notice read = json(year, JSON.readTree(content));
                return source == null || source.isBlank()
                        ? read
                        : new Notice(year, Notice.Origin.IMPORTED, reader.source(source), read.days());
            } catch (JsonProcessingException e) {
                throw reader.shape.at("days", "calendar.notJson");
            }
        }
        List<Row> rows = content.lines()
                .map(String::strip)
                .filter(line ->
                        !line.isEmpty() && !line.toLowerCase(Locale.ROOT).startsWith("date,"))
                .map(line -> line.split(",", 3))
                .map(cells -> new Row(cells[0], cells.length > 1 ? cells[1] : "", cells.length > 2 ? cells[2] : ""))
                .toList();
        return reader.notice(rows, source);
    }

    /** The days as CSV, as {@link #text} reads them. */
    static String csv(Notice notice) {
        return notice.days().stream()
                .map(day -> day.date() + "," + day.kind().name().toLowerCase(Locale.ROOT) + "," + day.name())
                .collect(Collectors.joining("\n"));
    }

    private Notice notice(List<Row> rows, @Nullable String source) {
        if (year < WorkCalendar.FIRST.getYear() || year > WorkCalendar.LAST.getYear()) {
            throw rule.at("year", "calendar.year", Integer.toString(year));
        }
        if (rows.isEmpty()) {
            throw rule.at("days", "calendar.daysMissing");
        }
        if (rows.size() > MOST_DAYS) {
            throw rule.at("days", "calendar.daysTooMany", rows.size());
        }
        List<NoticeDay> days = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String field = "days[" + i + "].";
            LocalDate date = date(field + "date", row.date());
            NoticeDay.Kind kind = kind(field + "kind", row.kind());
            String name = row.name().strip();
            if (name.length() > LONGEST_NAME) {
                rule = rule.at(field + "name", "calendar.dayName", LONGEST_NAME);
            }
            if (date != null && kind != null) {
                if (date.isBefore(Notice.firstDay(year)) || date.isAfter(Notice.lastDay(year))) {
                    rule = rule.at(field + "date", "calendar.dayOutside", date.toString(), Integer.toString(year));
                } else if (!seen.add(date)) {
                    rule = rule.at(field + "date", "calendar.dayTwice", date.toString());
                }
                days.add(new NoticeDay(date, kind, name));
            }
        }
        String from = source(source);
        if (!shape.errors().isEmpty()) {
            throw shape;
        }
        if (!rule.errors().isEmpty()) {
            throw rule;
        }
        return new Notice(year, Notice.Origin.IMPORTED, from, days);
    }

    private @Nullable String source(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        if (given.strip().length() > LONGEST_SOURCE) {
            throw rule.at("source", "calendar.sourceLength", LONGEST_SOURCE);
        }
        return given.strip();
    }

    private @Nullable LocalDate date(String field, String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            shape = shape.at(field, "calendar.dayDate", text);
            return null;
        }
    }

    private NoticeDay.@Nullable Kind kind(String field, String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "OFF" -> NoticeDay.Kind.OFF;
            case "WORK" -> NoticeDay.Kind.WORK;
            default -> {
                shape = shape.at(field, "calendar.dayKind", text);
                yield null;
            }
        };
    }

    private static String text(JsonNode day, String member) {
        JsonNode value = day.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }
}
