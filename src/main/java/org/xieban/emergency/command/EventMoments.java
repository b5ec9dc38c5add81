package org.xieban.emergency.command;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseRecord;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.trace.OfficialTime;

/** Gathers how an event stands, once for all who look at it. */
@Component
@Transactional(readOnly = true)
class EventMoments {

    private final Events events;
    private final Directives directives;
    private final Officers officers;
    private final CaseRecord record;
    private final JdbcClient jdbc;
    private final List<Part<?>> parts;
    private final Clock clock;
    private final AtomicLong turn = new AtomicLong();

    EventMoments(
            Events events,
            Directives directives,
            Officers officers,
            CaseRecord record,
            JdbcClient jdbc,
            List<Part<?>> parts,
            Clock clock) {
        this.events = events;
        this.directives = directives;
        this.officers = officers;
        this.record = record;
        this.jdbc = jdbc;
        this.parts = parts;
        this.clock = clock;
    }

    /**
     * An event as it was gathered, to be shown to one after the other.
     *
     * @param turn greater than that of all that was gathered before
     */
    record Gathered(long turn, Moment moment, List<Known<?>> known) {

        List<Piece> pieces(Viewpoint to) {
            List<Piece> pieces = new ArrayList<>();
            known.forEach(each -> each.show(moment, to, pieces::add));
            return pieces;
        }
    }

    /** What one part knows. */
    record Known<F>(Part<F> part, F known) {

        private static <F> Known<F> of(Part<F> part, Moment moment) {
            return new Known<>(part, part.gather(moment));
        }

        void show(Moment moment, Viewpoint to, Consumer<Piece> pieces) {
            part.show(moment, known, to, pieces);
        }
    }

    /** How it stands now; empty where there is no such event. */
    public Optional<Gathered> now(String caseNo) {
        return events.find(caseNo).map(this::gather);
    }

    private Gathered gather(Event event) {
        long mine = turn.incrementAndGet();
        Moment moment = of(event);
        List<Known<?>> known = new ArrayList<>();
        parts.forEach(part -> known.add(Known.of(part, moment)));
        return new Gathered(mine, moment, known);
    }

    /** How an event stands now, as far as several parts ask for it. */
    public Moment of(Event event) {
        List<Directive> given = directives.of(event.caseNo());
        return new Moment(event, OfficialTime.now(clock), cases(event.caseNo()), given, people(given));
    }

    private Map<String, String> people(List<Directive> given) {
        Set<String> logins = new LinkedHashSet<>();
        for (Directive each : given) {
            logins.add(each.givenBy());
            if (each.acknowledged() != null) {
                logins.add(each.acknowledged().by());
            }
            if (each.calling() != null && each.calling().officer() != null) {
                logins.add(each.calling().officer());
            }
        }
        Map<String, String> names = new HashMap<>();
        for (Officer officer : officers.findAll(List.copyOf(logins))) {
            names.put(officer.login(), officer.name());
        }
        return names;
    }

    /** Its case and all below it. */
    private List<String> cases(String caseNo) {
        return jdbc.sql("""
                        with recursive below(number) as (
                            select number from case_file where number = :number
                            union
                            select c.number from case_file c join below b on c.parent = b.number)
                        select number from below""").param("number", caseNo).query(String.class).list();
    }

    /** The event that a case is or belongs to. */
    public Optional<String> eventOf(String caseNo) {
        return jdbc.sql("""
                with recursive above(number, parent) as (
                    select number, parent from case_file where number = :number
                    union
                    select c.number, c.parent from case_file c join above a on c.number = a.parent)
                select e.case_no from above a join emergency_event e on e.case_no = a.number limit 1""").param("number", caseNo).query(String.class).optional();
    }

    /** Grows with all that is done in an event. */
    public long count(String caseNo) {
        return record.count(cases(caseNo));
    }
}
