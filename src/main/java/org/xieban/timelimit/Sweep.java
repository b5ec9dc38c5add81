package org.xieban.timelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.DepartmentCalendars;
import org.xieban.casefile.Lamp;
import org.xieban.timelimit.ClockRepository.Row;
import org.xieban.trace.OfficialTime;

/**
 * Announces what time has brought: lamps, rungs of the ladder of warnings, pauses that begin or are late. Any number of
 * nodes may do so at once; one that has slept catches up, since what is due is due until it is announced. A rung is
 * written with its lamp, its notices and its entry in the record; models are told afterwards, each on its own.
 */
@Component
public class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    /** How long a clock that cannot be announced is left alone. */
    private static final Duration POSTPONED = Duration.ofMinutes(5);

    private final WatchedClocks watched;
    private final Warnings warnings;
    private final LatePauses latePauses;
    private final ModelMessages messages;
    private final Calendars calendars;
    private final SweepSettings settings;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Sweep(
            WatchedClocks watched,
            Warnings warnings,
            LatePauses latePauses,
            ModelMessages messages,
            Calendars calendars,
            SweepSettings settings,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.watched = watched;
        this.warnings = warnings;
        this.latePauses = latePauses;
        this.messages = messages;
        this.calendars = calendars;
        this.settings = settings;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Announces everything that is due, and lets models know; asks the database once where nothing is. */
    public void sweep() {
        WatchedClocks.Due due = watched.anythingDue(now());
        if (due.clocks()) {
            announceAll();
        }
        if (due.pauses()) {
            latePauses.alarm(now());
        }
        if (due.clocks() || due.messages()) {
            messages.deliver();
        }
    }

    private void announceAll() {
        int announced = settings.batch();
        while (announced == settings.batch()) {
            try {
                announced = announce(settings.batch());
            } catch (DataAccessException e) {
                // one clock must not keep the others from being announced
                log.warn("a batch of clocks could not be announced, each is tried on its own", e);
                announceEach();
                return;
            }
        }
    }

    private int announce(int batch) {
        Integer announced = transaction.execute(status -> announce(watched.lockDue(now(), batch)));
        return announced == null ? 0 : announced;
    }

    private void announceEach() {
        for (long id : watched.due(now(), settings.batch())) {
            try {
                transaction.executeWithoutResult(status -> announce(watched.lockDue(id, now())));
            } catch (RuntimeException e) {
                log.error("clock {} could not be announced and is tried again later", id, e);
                transaction.executeWithoutResult(status -> watched.postpone(id, now().plus(POSTPONED)));
            }
        }
    }

    private int announce(List<Row> due) {
        if (due.isEmpty()) {
            return 0;
        }
        Instant now = now();
        DepartmentCalendars all = calendars.departments();
        Warnings.People people = warnings.peopleOf(due);
        Map<Row, Course.Happened> happened = new LinkedHashMap<>();
        List<ClocksChanged.Changed> lamps = new ArrayList<>();
        for (Row row : due) {
            Course.Happened each = row.course(all.of(row::department)).by(now, row.watch(), people.taken(row));
            happened.put(row, each);
            each.lamps().forEach(lamp -> lamps.add(changed(row, lamp)));
        }
        watched.announced(happened);
        warnings.raise(happened, people, now);
        if (!lamps.isEmpty()) {
            messages.queue(lamps, now);
            events.publishEvent(new ClocksChanged(lamps));
        }
        return due.size();
    }

    private static ClocksChanged.Changed changed(Row row, Lamp lamp) {
        return new ClocksChanged.Changed(
                row.id(), row.caseNo(), row.kind(), row.step(), row.taskId(), lamp, row.dueAt());
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }
}
