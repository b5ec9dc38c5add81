package org.xieban.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;

/**
 * Gives out the numbers of cases. Each day begins at one, and yet registrations do not wait for each other: a running
 * number that no transaction holds, less where it stood when the day began. Only the first ones of a day may wait.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CaseNumbers {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final String prefix;

    CaseNumbers(JdbcClient jdbc, Clock clock, @Value("${xieban.cases.number-prefix:XP}") String prefix) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.prefix = prefix;
    }

    /** So many, for cases that are registered together. */
    List<CaseNumber> next(int number) {
        LocalDate today = OfficialTime.today(clock);
        List<Integer> positions = positions(today, number);
        if (positions.isEmpty()) {
            jdbc.sql("insert into case_day (day, base) values (:day, nextval('case_position')) on conflict do nothing")
                    .param("day", today)
                    .update();
            positions = positions(today, number);
        }
        return positions.stream()
                .map(position -> CaseNumber.of(prefix, today, position))
                .toList();
    }

    /** The next ones of a day; none where it has not begun. */
    private List<Integer> positions(LocalDate day, int number) {
        return jdbc.sql("""
                select nextval('case_position') - base from case_day, generate_series(1, :number) where day = :day""").param("number", number).param("day", day).query(Long.class).list().stream()
                .map(Math::toIntExact)
                .toList();
    }
}
