package org.xieban.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/**
 * Reads a year's notice as JSON ({@code {days: [{date, kind: OFF|WORK, name}], source}}) or CSV ({@code date,kind,name}),
 * and refuses what cannot be one, naming each field at fault. The open collections of notices that say {@code isOffDay}
 * instead of the kind are read too. For a place a day may also be {@code MORNING_OFF} or {@code AFTERNOON_OFF}.
 */
final class NoticeReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 60;
    /** A year and the December before it. */
    private static final int MOST_DAYS = 397;

    private record Row(String date, String kind, String name) {}

    private final Place place;
    private final int year;
    private Refusal shape = Refusal.shape("calendar.noticeShape");
    private Refusal rule;

    private NoticeReader(Place place, int year) {
        this.place = place;
        this.year = year;
        this.rule = Refusal.rule("calendar.noticeRefused", Integer.toString(year));
    }

    /**
     * @throws Refusal if a day is no day (400), or lies outside the year and the December before it, comes twice, or
     *     the year is beyond the calendar (422)
     */
    static Notice json(Place place, int year, JsonNode body) {
        NoticeReader reader = new NoticeReader(place, year);
        JsonNode days = body.isArray() ? body : body.path("days");
        if (!days.isArray()) {
            throw reader.shape.at("days", "calendar.daysMissing");
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode day : days) {
            rows.add(new Row(text(day, "date"), kindOf(day), text(day, "name")));
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
    static Notice text(Place place, int year, String text, @Nullable String source) {
        NoticeReader reader = new NoticeReader(place, year);
        String content = text.strip();
        if (isJson(content)) {
            JsonNode body = tree(content, reader.shape);
            boolean said = source != null && !source.isBlank();
            return json(place, year, said && body.isObject() ? ((ObjectNode) body).put("source", source) : body);
        }
        return reader.notice(rows(content), source);
    }

    /**
     * Reads a file of one year's notice or, as CSV, of several years'. The year is what the JSON says, or that of the
     * last day; December belongs to the next year where the file goes on in January.
     *
     * @throws Refusal as {@link #json} does; {@code calendar.noticeShape} where there is no date to tell the year by
     */
    static List<Notice> file(Place place, String text, @Nullable String source) {
        String content = text.strip();
        if (isJson(content)) {
            JsonNode body = tree(content, Refusal.shape("calendar.noticeShape"));
            int year = body.path("year").asInt();
            if (year == 0) {
                JsonNode days = body.isArray() ? body : body.path("days");
                Set<LocalDate> dates = new HashSet<>();
                days.forEach(day -> parsed(text(day, "date")).ifPresent(dates::add));
                year = dates.stream().mapToInt(LocalDate::getYear).max().orElseThrow(NoticeReader::noYear);
            }
            return List.of(text(place, year, content, source));
        }
        List<Row> rows = rows(content);
        Set<Integer> januaries = rows.stream()
                .flatMap(row -> parsed(row.date()).stream())
                .filter(date -> date.getMonth() == Month.JANUARY)
                .map(LocalDate::getYear)
                .collect(Collectors.toSet());
        Map<Integer, List<Row>> byYear = new TreeMap<>();
        int last = 0;
        for (Row row : rows) {
            Optional<LocalDate> date = parsed(row.date());
            // a line that is no day is refused with those around it
            int year = date.map(LocalDate::getYear).orElse(last);
            if (date.isPresent() && date.get().getMonth() == Month.DECEMBER && januaries.contains(year + 1)) {
                year++;
            }
            byYear.computeIfAbsent(year, none -> new ArrayList<>()).add(row);
            last = year;
        }
        if (byYear.isEmpty() || byYear.containsKey(0)) {
            throw noYear();
        }
        return byYear.entrySet().stream()
                .map(of -> new NoticeReader(place, of.getKey()).notice(of.getValue(), source))
                .toList();
    }

    private static Refusal noYear() {
        return Refusal.shape("calendar.noticeShape").at("days", "calendar.daysMissing");
    }

    private static boolean isJson(String content) {
        return content.startsWith("{") || content.startsWith("[");
    }

    private static JsonNode tree(String content, Refusal otherwise) {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw otherwise.at("days", "calendar.notJson");
        }
    }

    private static List<Row> rows(String content) {
        return content.lines()
                .map(String::strip)
                .filter(line ->
                        !line.isEmpty() && !line.toLowerCase(Locale.ROOT).startsWith("date,"))
                .map(line -> line.split(",", 3))
                .map(cells -> new Row(cells[0], cells.length > 1 ? cells[1] : "", cells.length > 2 ? cells[2] : ""))
                .toList();
    }

    /** The days as CSV, as {@link #text} reads them. */
    static String csv(Notice notice) {
        return notice.days().stream()
                .map(day -> day.date() + "," + day.kind().name().toLowerCase(Locale.ROOT) + "," + day.name())
                .collect(Collectors.joining("\n"));
    }

    private Notice notice(List<Row> rows, @Nullable String source) {
        if (!WorkCalendar.covers(year)) {
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
                if (kind.half() && !place.local()) {
                    rule = rule.at(field + "kind", "calendar.halfDayOfPlace", date.toString());
                }
                days.add(new NoticeDay(date, kind, name));
            }
        }
        Source from = Source.of(source);
        rule = from.check(rule);
        if (from.title() == null && place.local()) {
            rule = rule.at("source", "calendar.sourceMissing");
        }
        if (!shape.errors().isEmpty()) {
            throw shape;
        }
        if (!rule.errors().isEmpty()) {
            throw rule;
        }
        return new Notice(place, year, Notice.Origin.IMPORTED, from.title(), days);
    }

    private @Nullable LocalDate date(String field, String text) {
        Optional<LocalDate> date = parsed(text);
        if (date.isEmpty()) {
            shape = shape.at(field, "calendar.dayDate", text);
        }
        return date.orElse(null);
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private NoticeDay.@Nullable Kind kind(String field, String text) {
        for (NoticeDay.Kind kind : NoticeDay.Kind.values()) {
            if (kind.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        shape = shape.at(field, "calendar.dayKind", text);
        return null;
    }

    private static String kindOf(JsonNode day) {
        JsonNode off = day.path("isOffDay");
        if (!day.has("kind") && off.isBoolean()) {
            return off.asBoolean() ? "OFF" : "WORK";
        }
        return text(day, "kind");
    }

    private static String text(JsonNode day, String member) {
        JsonNode value = day.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }
}
