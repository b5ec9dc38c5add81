package org.xieban.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The notices for 2018 to 2026, as the State Council gave them. */
final class BuiltInNotices {

    private static final String FILE = "/calendar/holidays-cn.csv";

    private BuiltInNotices() {}

    static List<Notice> read() {
        try (InputStream in = BuiltInNotices.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            Map<Integer, List<NoticeDay>> byYear = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(BuiltInNotices::day)
                    .collect(Collectors.groupingBy(BuiltInNotices::yearOf, TreeMap::new, Collectors.toList()));
            return byYear.entrySet().stream()
                    .map(of -> new Notice(of.getKey(), Notice.Origin.BUILT_IN, null, of.getValue()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NoticeDay day(String line) {
        String[] cells = line.split(",", 3);
        return new NoticeDay(
                LocalDate.parse(cells[0]), NoticeDay.Kind.valueOf(cells[1].toUpperCase(Locale.ROOT)), cells[2]);
    }

    /** The only festival that December knows is New Year's, which the next year's notice arranges. */
    private static int yearOf(NoticeDay day) {
        return day.date().getYear() + (day.date().getMonth() == Month.DECEMBER ? 1 : 0);
    }
}
