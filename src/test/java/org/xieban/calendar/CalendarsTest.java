package org.xieban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Bringing in a notice, beside somebody who keeps clocks by the calendar. */
@XiebanTest
class CalendarsTest {

    private static final Notice NOTICE = new Notice(
            2050,
            Notice.Origin.IMPORTED,
            null,
            List.of(new NoticeDay(LocalDate.parse("2050-03-01"), NoticeDay.Kind.OFF, "节")));

    private static final List<Edition> EDITIONS = List.of(Edition.of(NOTICE));

    @Autowired
    EditionStore store;

    @Autowired
    PreviewStore previews;

    @Autowired
    Places places;

    @Autowired
    CalendarChanges changes;

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
        CalendarChanges beside = beside(kept);

        CalendarChanges.Shown preview = beside.preview(EDITIONS, "sysadmin.yu");

        assertThat(preview.clocks()).singleElement().satisfies(moved -> {
            assertThat(moved.oldDueAt()).hasToString("2050-03-01T23:59:59+08:00");
            assertThat(moved.newDueAt()).hasToString("2050-03-02T23:59:59+08:00");
        });
        assertThat(kept.moves).isEmpty();

        transaction.executeWithoutResult(status -> {
            assertThat(beside.apply(preview.token(), "sysadmin.yu").clocks()).isEqualTo(preview.clocks());
            status.setRollbackOnly();
        });
        assertThat(kept.moves).isEqualTo(preview.clocks());
    }

    @Test
    void whereAClockHasChangedSinceThePreviewNothingIsApplied() {
        OneClock kept = new OneClock();
        CalendarChanges beside = beside(kept);
        UUID token = beside.preview(EDITIONS, "sysadmin.yu").token();
        kept.start = kept.start.minusDays(30);

        assertThatThrownBy(() -> beside.apply(token, "sysadmin.yu")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("calendar.clocksChanged");
            assertThat(refusal.arguments()).containsExactly(1);
        });

        assertThat(calendars.current().notice(2050)).isEmpty();
    }

    @Test
    void aPreviewIsOutOfDateOnceTheCalendarHasChanged() {
        UUID token = changes.preview(EDITIONS, "sysadmin.yu").token();
        changes.bringIn(
                List.of(Edition.of(new Notice(
                        2052,
                        Notice.Origin.IMPORTED,
                        null,
                        List.of(new NoticeDay(LocalDate.parse("2052-03-01"), NoticeDay.Kind.OFF, "节"))))),
                "sysadmin.yu");

        assertThatThrownBy(() -> changes.apply(token, "sysadmin.yu")).hasMessage("calendar.previewOutdated");

        assertThat(calendars.current().notice(2050)).isEmpty();
    }

    @Test
    void whoeverWritesByTheCalendarGoesFirstAndIsNotOvertaken() throws Exception {
        UUID token = changes.preview(EDITIONS, "sysadmin.yu").token();
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        ExecutorService another = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = another.submit(() -> transaction.executeWithoutResult(status -> {
                calendars.held();
                holds.countDown();
                try {
                    refused.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            holds.await();
            assertThatThrownBy(() -> changes.apply(token, "sysadmin.yu")).hasMessage("calendar.clocksBusy");
            assertThat(calendars.current().notice(2050)).isEmpty();
            refused.countDown();
            writing.get();
        } finally {
            another.shutdownNow();
        }
    }

    @Test
    void aNoticeWhoseTransactionFailsWasNeverThere() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    changes.bringIn(EDITIONS, "sysadmin.yu");
                    assertThat(calendars.current().notice(2050)).contains(NOTICE);
                    throw new IllegalStateException("something later fails");
                }))
                .hasMessage("something later fails");

        assertThat(calendars.current().notice(2050)).isEmpty();
        assertThat(calendars.kept(new Edition.Part(Place.COUNTRY, 2050))).isEmpty();
    }

    @Test
    void anotherNodeSeesTheNoticeAtOnce() {
        Calendars otherNode = new Calendars(store, places, "08:30-12:00,13:00-17:30");
        Notice notice = new Notice(
                2051,
                Notice.Origin.IMPORTED,
                "通知",
                List.of(new NoticeDay(LocalDate.parse("2051-03-01"), NoticeDay.Kind.OFF, "节")));
        assertThat(otherNode.current().notice(2051)).isEmpty();

        changes.bringIn(List.of(Edition.of(notice)), "sysadmin.yu");

        assertThat(otherNode.current().notice(2051)).contains(notice);
    }

    private CalendarChanges beside(OpenClocks clocks) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("clocks", clocks);
        return new CalendarChanges(
                calendars, store, previews, places, beans.getBeanProvider(OpenClocks.class), trace, transaction, clock);
    }

    /** One open clock of one working day from the last of February 2050 on. */
    private static final class OneClock implements OpenClocks {

        final List<MovedClock> moves = new ArrayList<>();
        LocalDate start = LocalDate.parse("2050-02-28");

        @Override
        public List<MovedClock> wouldMove(Change change) {
            OffsetDateTime was = due(change.before());
            OffsetDateTime is = due(change.after());
            return was.equals(is) ? List.of() : List.of(new MovedClock("1", "T50-0001", "STATUTORY", null, was, is));
        }

        @Override
        public List<MovedClock> move(Change change) {
            moves.addAll(wouldMove(change));
            return List.copyOf(moves);
        }

        private OffsetDateTime due(DepartmentCalendars calendars) {
            return calendars.of(() -> "spj").due(start, 1, TermUnit.WORKING_DAY).dueAt();
        }
    }
}
