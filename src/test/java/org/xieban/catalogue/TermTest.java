package org.xieban.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.xieban.catalogue.Term.StartEvent;
import org.xieban.catalogue.Term.Unit;

class TermTest {

    private static final LocalDate YEAR = LocalDate.of(2026, 1, 1);

    @Test
    void aTermIsAtLeastOneUnitAndNamesWhatSetsIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Term(0, Unit.WORKING_DAY, StartEvent.RECEIPT, "行政许可法 42"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Term(-20, Unit.WORKING_DAY, StartEvent.RECEIPT, "行政许可法 42"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Term(20, Unit.WORKING_DAY, StartEvent.RECEIPT, " "));
    }

    @Test
    void aPromiseFromAcceptanceCannotKeepATermThatRunsFromReceipt() {
        Term law = term(60, Unit.CALENDAR_DAY, StartEvent.RECEIPT);
        assertThat(term(1, Unit.CALENDAR_DAY, StartEvent.ACCEPTANCE).isWithin(law))
                .isFalse();
        assertThat(term(60, Unit.CALENDAR_DAY, StartEvent.RECEIPT).isWithin(law))
                .isTrue();
    }

    @Test
    void aPromiseFromReceiptKeepsATermThatRunsFromAcceptance() {
        Term law = term(20, Unit.WORKING_DAY, StartEvent.ACCEPTANCE);
        assertThat(term(20, Unit.WORKING_DAY, StartEvent.RECEIPT).isWithin(law)).isTrue();
        assertThat(term(21, Unit.WORKING_DAY, StartEvent.RECEIPT).isWithin(law)).isFalse();
    }

    @Test
    void asManyDaysOfTheCalendarNeverOutlastAsManyWorkingDays() {
        Term law = term(20, Unit.WORKING_DAY, StartEvent.RECEIPT);
        assertThat(term(20, Unit.CALENDAR_DAY, StartEvent.RECEIPT).isWithin(law))
                .isTrue();
    }

    /** Whatever is let through ends in time, even where nine days off fall in the way. */
    @Property
    void workingDaysThatAreFoundWithinDaysOfTheCalendarEndWithinThem(
            @ForAll @IntRange(min = 1, max = 120) int promised,
            @ForAll @IntRange(min = 1, max = 200) int allowed,
            @ForAll @IntRange(min = 0, max = 364) int start,
            @ForAll @IntRange(min = 0, max = 500) int holiday) {
        boolean within = term(promised, Unit.WORKING_DAY, StartEvent.RECEIPT)
                .isWithin(term(allowed, Unit.CALENDAR_DAY, StartEvent.RECEIPT));
        LocalDate begin = YEAR.plusDays(start);
        LocalDate off = YEAR.plusDays(holiday);
        if (within) {
            assertThat(end(begin, promised, off)).isBeforeOrEqualTo(begin.plusDays(allowed));
        }
    }

    private static LocalDate end(LocalDate begin, int workingDays, LocalDate off) {
        LocalDate day = begin;
        int left = workingDays;
        while (left > 0) {
            day = day.plusDays(1);
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            // five working days at most are lost to a holiday; others are made up for on weekends
            boolean holiday = !day.isBefore(off) && day.isBefore(off.plusDays(7));
            if (!weekend && !holiday) {
                left--;
            }
        }
        return day;
    }

    private static Term term(int amount, Unit unit, StartEvent startEvent) {
        return new Term(amount, unit, startEvent, "law");
    }
}
