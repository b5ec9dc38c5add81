package org.xieban.emergency.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Hands duty over from one to the next, on record. */
@Component
@Transactional
class Handovers {

    private static final int SHOWN = 10;
    private static final int LONGEST = 4_000;

    private final JdbcClient jdbc;
    private final ShiftStore shifts;
    private final DutyRoster roster;
    private final Notices notices;
    private final Trace trace;
    private final Clock clock;

    Handovers(JdbcClient jdbc, ShiftStore shifts, DutyRoster roster, Notices notices, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.shifts = shifts;
        this.roster = roster;
        this.notices = notices;
        this.trace = trace;
        this.clock = clock;
    }

    /** The last ones of a department, the newest first. */
    @Transactional(readOnly = true)
    public List<Handover> of(String department) {
        return jdbc.sql("select * from duty_handover where department = ? order by id desc limit ?")
                .params(department, SHOWN)
                .query(Handovers::row)
                .list();
    }

    /** The shift that an officer has to hand over: the one that he is on, or was on as the last. */
    @Transactional(readOnly = true)
    public Optional<Shift> toGive(SignedInOfficer officer) {
        Instant now = clock.instant();
        return Stream.of(roster.onDuty(officer.departmentCode(), now), shifts.preceding(officer.departmentCode(), now))
                .flatMap(Optional::stream)
                .filter(shift -> shift.officer().equals(officer.login()))
                .findFirst();
    }

    /** Whether an officer may take duty over: he is on the roster, now or next, and has not given it himself. */
    @Transactional(readOnly = true)
    public boolean mayTake(SignedInOfficer officer, Handover handover) {
        Instant now = clock.instant();
        return handover.open()
                && handover.department().equals(officer.departmentCode())
                && !handover.givenBy().equals(officer.login())
                && Stream.of(
                                roster.onDuty(officer.departmentCode(), now),
                                shifts.following(officer.departmentCode(), now, handover.givenBy()))
                        .flatMap(Optional::stream)
                        .anyMatch(shift -> shift.officer().equals(officer.login()));
    }

    /**
     * Leaves duty to the next.
     *
     * @throws Refusal {@code duty.notOnDuty} (409) for who is not on duty, {@code duty.handoverOpen} (409) while one waits
     *     to be taken over, {@code duty.notes} (422) without notes
     */
    public void give(String notes) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        Shift shift = toGive(officer).orElseThrow(() -> Refusal.conflict("duty.notOnDuty"));
        String said = notes.strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            throw Refusal.rule("duty.notes", LONGEST);
        }
        try {
            jdbc.sql("""
                            insert into duty_handover (department, shift, given_by, given_at, notes)
                            values (?, ?, ?, ?, ?)""")
                    .params(
                            shift.department(),
                            shift.id(),
                            officer.login(),
                            OfficialTime.of(OfficialTime.now(clock)),
                            said)
                    .update();
        } catch (DuplicateKeyException open) {
            throw Refusal.conflict("duty.handoverOpen");
        }
        trace.record(Act.of("duty.handedOver", "duty", shift.department()));
        Stream.of(roster.onDuty(shift.department(), clock.instant()), roster.next(shift.department(), clock.instant()))
                .flatMap(Optional::stream)
                .map(Shift::officer)
                .filter(next -> !next.equals(officer.login()))
                .findFirst()
                .ifPresent(next -> notices.send(
                        Audience.officers(next),
                        "emergency.notice.handover",
                        List.of(officer.name()),
                        "/emergency/duty"));
    }

    /**
     * Takes duty over.
     *
     * @throws Refusal {@code duty.notNext} (409) for who is neither on duty nor next, or where it is taken over already
     */
    public void take(long id, String remark) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        Handover handover = jdbc.sql("select * from duty_handover where id = ? and department = ? for update")
                .params(id, officer.departmentCode())
                .query(Handovers::row)
                .optional()
                .orElseThrow(() -> Refusal.notFound("duty.unknown"));
        if (!mayTake(officer, handover)) {
            throw Refusal.conflict("duty.notNext");
        }
        String said = remark.strip();
        if (said.length() > LONGEST) {
            throw Refusal.rule("duty.notes", LONGEST);
        }
        jdbc.sql("update duty_handover set taken_by = ?, taken_at = ?, remark = nullif(?, '') where id = ?")
                .params(officer.login(), OfficialTime.of(OfficialTime.now(clock)), said, id)
                .update();
        trace.record(Act.of("duty.takenOver", "duty", handover.department()).with("from", handover.givenBy()));
    }

    private static Handover row(ResultSet row, int number) throws SQLException {
        return new Handover(
                row.getLong("id"),
                row.getString("department"),
                row.getString("given_by"),
                Rows.moment(row, "given_at"),
                row.getString("notes"),
                row.getString("taken_by"),
                Rows.instant(row, "taken_at"),
                row.getString("remark"));
    }
}
