package org.xieban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.trace.Trace;

/** Bringing in a notice, beside somebody who keeps clocks by the calendar. */
@XiebanTest
class CalendarsTest {

    private static final Notice NOTICE = new Notice(
            2050,
            Notice.Origin.IMPORTED,
            null,
            List.of(new NoticeDay(LocalDate.parse("2050-03-01"), NoticeDay.Kind.OFF, "节")));

    @Autowired
    NoticeStore store;

    @Autowired
    Trace trace;

    @Autowired
    Clock clock;

    @Autowired
    Calendars calendars;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void clocksThatWouldMoveAreShownBeforeAndMoveWithTheNotice() {
        OneClock kept = new OneClock();
        Calendars beside = beside(kept);

        NoticeChange preview = beside.preview(NOTICE);

        assertThat(preview.clocks()).singleElement().satisfies(moved -> {
            assertThat(moved.oldDueAt()).hasToString("2050-03-01T23:59:59+08:00");
            assertThat(moved.newDueAt()).hasToString("2050-03-02T23:59:59+08:00");
        });
        assertThat(kept.moves).isEmpty();

        transaction.executeWithoutResult(status -> {
            assertThat(beside.bringIn(NOTICE, "sysadmin.yu").clocks()).isEqualTo(preview.clocks());
            status.setRollbackOnly();
        });
        assertThat(kept.moves).isEqualTo(preview.clocks());
    }

    @Test
    void aNoticeWhoseTransactionFailsWasNeverThere() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    calendars.bringIn(NOTICE, "sysadmin.yu");
                    assertThat(calendars.current().notice(2050)).contains(NOTICE);
                    throw new IllegalStateException("something later fails");
                }))
                .hasMessage("something later fails");

        assertThat(calendars.current().notice(2050)).isEmpty();
        assertThat(calendars.imported(2050)).isEmpty();
    }

    @Test
    void anotherNodeSeesTheNoticeAtOnce() {
        Calendars otherNode = beside(new OneClock());
        Notice notice = new Notice(
                2051,
                Notice.Origin.IMPORTED,
                "通知",
                List.of(new NoticeDay(LocalDate.parse("2051-03-01"), NoticeDay.Kind.OFF, "节")));
        assertThat(otherNode.current().notice(2051)).isEmpty();

        transaction.executeWithoutResult(status -> calendars.bringIn(notice, "sysadmin.yu"));

        assertThat(otherNode.current().notice(2051)).contains(notice);
    }

    private Calendars beside(OpenClocks clocks) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("clocks", clocks);
        return new Calendars(store, beans.getBeanProvider(OpenClocks.class), trace, clock, "08:30-12:00,13:00-17:30");
    }

    /** One open clock of one working day from the last of February 2050 on. */
    private static final class OneClock implements OpenClocks {

        final List<MovedClock> moves = new ArrayList<>();

        @Override
        public List<MovedClock> wouldMove(WorkCalendar before, WorkCalendar after) {
            OffsetDateTime was = due(before);
            OffsetDateTime is = due(after);
            return was.equals(is) ? List.of() : List.of(new MovedClock("1", "T50-0001", "STATUTORY", null, was, is));
        }

        @Override
        public List<MovedClock> move(WorkCalendar before, WorkCalendar after) {
            moves.addAll(wouldMove(before, after));
            return List.copyOf(moves);
        }

        private static OffsetDateTime due(WorkCalendar calendar) {
            return calendar.due(LocalDate.parse("2050-02-28"), 1, TermUnit.WORKING_DAY)
                    .dueAt();
        }
    }
}
