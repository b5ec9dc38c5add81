package org.xieban.calendar;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;

/**
 * When an office works on a working day.
 *
 * @param spans in order, not overlapping, none reaching over midnight
 */
public record OfficeHours(List<Span> spans) {

    /** One stretch of work. */
    public record Span(LocalTime from, LocalTime to) {
        public Span {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("office hours from " + from + " to " + to);
            }
        }

        Duration length() {
            return Duration.between(from, to);
        }
    }

    public OfficeHours {
        spans = List.copyOf(spans);
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("no office hours");
        }
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).from().isBefore(spans.get(i - 1).to())) {
                throw new IllegalArgumentException("office hours overlap or are out of order: " + spans);
            }
        }
    }

    /**
     * Reads {@code 08:30-12:00,13:00-17:30}.
     *
     * @throws IllegalArgumentException if it is not of this form, empty, overlapping or out of order
     */
    public static OfficeHours parse(String text) {
        return new OfficeHours(
                Arrays.stream(text.split(",", -1)).map(OfficeHours::span).toList());
    }

    /** Working time of a whole day. */
    public Duration length() {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    private static Span span(String text) {
        String[] ends = text.strip().split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("office hours are given as 08:30-12:00,13:00-17:30, not " + text);
        }
        return new Span(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
    }
}
