package org.xieban.calendar;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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

    /** What is left of them when the morning or the afternoon is off; noon parts the two. */
    List<Span> without(NoticeDay.Kind half) {
        boolean morning = half == NoticeDay.Kind.AFTERNOON_OFF;
        return spans.stream()
                .filter(span -> morning
                        ? span.from().isBefore(LocalTime.NOON)
                        : span.to().isAfter(LocalTime.NOON))
                .map(span -> morning
                        ? new Span(span.from(), span.to().isAfter(LocalTime.NOON) ? LocalTime.NOON : span.to())
                        : new Span(span.from().isBefore(LocalTime.NOON) ? LocalTime.NOON : span.from(), span.to()))
                .toList();
    }

    /** When the office closes at the end of a whole day. */
    LocalTime closing() {
        return spans.get(spans.size() - 1).to();
    }

    /** Working time of a whole day. */
    public Duration length() {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return spans.stream().map(span -> span.from() + "-" + span.to()).collect(Collectors.joining(","));
    }

    private static Span span(String text) {
        String[] ends = text.strip().split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("office hours are given as 08:30-12:00,13:00-17:30, not " + text);
        }
        return new Span(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
    }
}
