package org.xieban.emergency.support;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.event.Harm;
import org.xieban.trace.OfficialTime;

/**
 * How far one event is like another, out of a hundred, and in what; two that are not of one category are not alike at all.
 *
 * @param points by what they are alike in
 */
public record Likeness(Map<In, Integer> points) {

    /** What two events may have in common; together a hundred. */
    public enum In {
        KIND(40),
        PLACE(20),
        GRADE(15),
        SEASON(10),
        HARM(15);

        private final int most;

        In(int most) {
            this.most = most;
        }

        public int most() {
            return most;
        }

        public String textKey() {
            return "emergency.support.like." + name();
        }
    }

    private static final double METRES_PER_DEGREE = 111_195;
    private static final int[][] NEAR = {{5_000, 20}, {20_000, 14}, {50_000, 7}};
    private static final int[][] DAYS = {{30, 10}, {60, 5}};
    private static final int YEAR = 365;
    private static final int COUNTY = 6;

    /** All points. */
    public int total() {
        return points.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** In what they are alike for the most part. */
    public Set<In> mostly() {
        Map<In, Integer> mostly = new EnumMap<>(In.class);
        points.forEach((in, points) -> {
            if (2 * points >= in.most()) {
                mostly.put(in, points);
            }
        });
        return mostly.keySet();
    }

    static Likeness of(Event one, Event other) {
        Map<In, Integer> points = new EnumMap<>(In.class);
        if (one.kind().of() == other.kind().of()) {
            points.put(In.KIND, one.kind() == other.kind() ? In.KIND.most() : In.KIND.most() / 4);
            points.put(In.PLACE, place(one, other));
            points.put(In.GRADE, grade(one.grade(), other.grade()));
            points.put(In.SEASON, season(one.occurredAt(), other.occurredAt()));
            points.put(In.HARM, harm(one.harm(), other.harm()));
        }
        return new Likeness(Map.copyOf(points));
    }

    private static int place(Event one, Event other) {
        int near = 0;
        if (one.longitude() != null
                && one.latitude() != null
                && other.longitude() != null
                && other.latitude() != null) {
            near = step(metres(one.longitude(), one.latitude(), other.longitude(), other.latitude()), NEAR);
        }
        if (one.region().equals(other.region())) {
            return Math.max(near, In.PLACE.most());
        }
        boolean county = one.region().regionMatches(0, other.region(), 0, COUNTY);
        return Math.max(near, county ? In.PLACE.most() / 2 : 0);
    }

    /** Near enough for a city: degrees are as long everywhere in it. */
    static double metres(
            BigDecimal longitude, BigDecimal latitude, BigDecimal otherLongitude, BigDecimal otherLatitude) {
        double east = longitude.subtract(otherLongitude).doubleValue()
                * Math.cos(Math.toRadians(latitude.add(otherLatitude).doubleValue() / 2));
        double north = latitude.subtract(otherLatitude).doubleValue();
        return Math.hypot(east, north) * METRES_PER_DEGREE;
    }

    private static int grade(@Nullable Grade one, @Nullable Grade other) {
        if (one == null || other == null) {
            return 0;
        }
        int steps = Math.abs(one.compareTo(other));
        return steps == 0 ? In.GRADE.most() : steps == 1 ? In.GRADE.most() / 2 : 0;
    }

    private static int season(Instant one, Instant other) {
        int days = Math.abs(OfficialTime.dayOf(one).getDayOfYear()
                - OfficialTime.dayOf(other).getDayOfYear());
        return step(Math.min(days, Math.max(0, YEAR - days)), DAYS);
    }

    private static int harm(Harm one, Harm other) {
        double apart = apart(one.dead() + one.missing(), other.dead() + other.missing())
                + apart(one.injured(), other.injured())
                + apart(one.evacuated(), other.evacuated())
                + apart(one.lossYuan().doubleValue() / 10_000, other.lossYuan().doubleValue() / 10_000);
        return (int) Math.max(0, Math.round(In.HARM.most() - 4 * apart));
    }

    /** Powers of ten between two numbers. */
    private static double apart(double one, double other) {
        return Math.abs(Math.log10(1 + one) - Math.log10(1 + other));
    }

    private static int step(double value, int[][] steps) {
        for (int[] step : steps) {
            if (value <= step[0]) {
                return step[1];
            }
        }
        return 0;
    }
}
