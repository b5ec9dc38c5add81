package org.xieban.monitoring.rule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.Rows;

/** What courses are made of again, and whose turn it is. */
@Repository
class CourseStore {

    private final JdbcClient jdbc;

    CourseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An alarm that is running. */
    record Running(String rule, int level) {}

    /** A reading; when in microseconds since 1970. */
    record Sample(long at, double value) {}

    private record Wanted(int number, long reach) {}

    /** Waits until nobody else has the turn; the token of whoever had it last. */
    UUID hold() {
        return jdbc.sql("select token from reading_turn for update")
                .query(UUID.class)
                .single();
    }

    void leave(UUID token) {
        jdbc.sql("update reading_turn set token = :token").param("token", token).update();
    }

    void running(Collection<Integer> indicators, BiConsumer<Integer, Running> each) {
        jdbc.sql("select indicator, rule, level from alarm where ended_at is null and indicator = any (:indicators)")
                .param("indicators", numbers(indicators))
                .query((RowCallbackHandler) row ->
                        each.accept(row.getInt("indicator"), new Running(row.getString("rule"), row.getInt("level"))));
    }

    /** The readings of the last while of each course, the oldest first. */
    void recent(Collection<Course> courses, BiConsumer<Integer, Sample> each) {
        jdbc.sql("""
                select w.number, r.at, r.value
                  from json_to_recordset(cast(:wanted as json)) as w (number int, reach bigint)
                 cross join lateral (
                     select at from reading where indicator = w.number order by at desc limit 1) l
                 cross join lateral (
                     select at, value from reading
                      where indicator = w.number and at >= l.at - w.reach * interval '1 microsecond'
                      order by at) r
                 order by w.number, r.at""")
                .param(
                        "wanted",
                        Rows.json(courses.stream()
                                .map(course -> new Wanted(
                                        course.indicator().number(),
                                        course.reach().dividedBy(ChronoUnit.MICROS.getDuration())))
                                .toList()))
                .query((RowCallbackHandler) row -> each.accept(row.getInt("number"), sample(row)));
    }

    private static Sample sample(ResultSet row) throws SQLException {
        return new Sample(Course.micros(Rows.moment(row, "at")), row.getDouble("value"));
    }

    private static Integer[] numbers(Collection<Integer> numbers) {
        return numbers.toArray(Integer[]::new);
    }
}
