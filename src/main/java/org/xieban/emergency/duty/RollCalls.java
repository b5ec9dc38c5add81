package org.xieban.emergency.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.duty.RollCall.Asked;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Asks those on duty whether they are there, and keeps what they answer. */
@Component
@Transactional
public class RollCalls {

    /** A department whose roster ended longer ago keeps none. */
    static final Duration ROSTER_KEPT = Duration.ofDays(30);

    private static final int SHOWN = 20;
    private static final int MOST_MINUTES = 120;
    private static final int LONGEST_NOTE = 200;

    private final JdbcClient jdbc;
    private final ShiftStore shifts;
    private final DutyRoster roster;
    private final Notices notices;
    private final Trace trace;
    private final Clock clock;

    RollCalls(JdbcClient jdbc, ShiftStore shifts, DutyRoster roster, Notices notices, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.shifts = shifts;
        this.roster = roster;
        this.notices = notices;
        this.trace = trace;
        this.clock = clock;
    }

    /** Whether an officer calls the roll: the duty commander of all, those who lead a department of theirs. */
    static boolean mayAsk(SignedInOfficer officer) {
        return officer.has(Role.DUTY_COMMANDER) || officer.has(Role.SECTION_HEAD) || officer.has(Role.LEADER);
    }

    /**
     * Calls the roll.
     *
     * @param department null for all that keep a roster
     * @param minutes within which an answer is in time
     * @return its number
     * @throws Refusal {@code access.denied} (403); {@code rollCall.minutes}, {@code rollCall.nobody} (422)
     */
    long ask(@Nullable String department, int minutes, String note) {
        SignedInOfficer asker =
                CaseAccess.officer().filter(RollCalls::mayAsk).orElseThrow(() -> Refusal.forbidden("access.denied"));
        if (!asker.has(Role.DUTY_COMMANDER) && !asker.departmentCode().equals(department)) {
            throw Refusal.forbidden("access.denied");
        }
        requirePatience(minutes, note);
        Instant now = OfficialTime.now(clock);
        List<String> departments = shifts.departments(now.minus(ROSTER_KEPT)).stream()
                .filter(each -> department == null || each.equals(department))
                .toList();
        if (departments.isEmpty()) {
            throw Refusal.rule("rollCall.nobody");
        }
        List<Called> called = new ArrayList<>();
        for (String each : departments) {
            Optional<Shift> shift = roster.onDuty(each, now);
            called.add(new Called(each, shift.map(Shift::officer).orElse(null), false));
            shift.ifPresent(on -> called.add(new Called(each, on.leader(), true)));
        }
        return ask(asker, called, minutes, note);
    }

    /**
     * One who is called.
     *
     * @param officer login; null where nobody is there to be asked
     * @param leads whether as the leader in charge
     */
    public record Called(String department, @Nullable String officer, boolean leads) {}

    /**
     * Calls the roll of those who are named; that whoever is signed in may is for the caller to know.
     *
     * @return its number
     * @throws Refusal {@code rollCall.minutes}, {@code rollCall.nobody} (422)
     */
    public long ask(List<Called> called, int minutes, String note) {
        requirePatience(minutes, note);
        if (called.isEmpty()) {
            throw Refusal.rule("rollCall.nobody");
        }
        return ask(CaseAccess.requireOfficer(), called, minutes, note);
    }

    private static void requirePatience(int minutes, String note) {
        if (minutes < 1 || minutes > MOST_MINUTES || note.strip().length() > LONGEST_NOTE) {
            throw Refusal.rule("rollCall.minutes", MOST_MINUTES, LONGEST_NOTE);
        }
    }

    private long ask(SignedInOfficer asker, List<Called> called, int minutes, String note) {
        Instant now = OfficialTime.now(clock);
        long id = jdbc.sql("""
                        insert into roll_call (asked_by, department, asked_at, answer_by, note)
                        values (?, ?, ?, ?, ?) returning id""")
                .params(
                        asker.login(),
                        asker.departmentCode(),
                        OfficialTime.of(now),
                        OfficialTime.of(now.plus(Duration.ofMinutes(minutes))),
                        note.strip())
                .query(Long.class)
                .single();
        called.forEach(each -> keep(id, each.department(), each.officer(), each.leads()));
        notices.send(
                Audience.officers(called.stream()
                        .map(Called::officer)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toArray(String[]::new)),
                "emergency.notice.rollCall",
                List.of(asker.name(), minutes),
                "/emergency/duty/roll-calls/" + id);
        trace.record(Act.of("duty.rollCalled", "rollCall", String.valueOf(id))
                .with(
                        "departments",
                        called.stream().map(Called::department).distinct().toList()));
        return id;
    }

    /**
     * What came of the last call of an officer.
     *
     * @param officer login
     * @param textKey how it stands, in words
     * @param style the class by which that is drawn
     */
    public record Answer(
            String officer, long call, @Nullable Instant answeredAt, String textKey, String style) {}

    /** Of each of some officers, by login, what came of the last time that he was asked since a moment. */
    @Transactional(readOnly = true)
    public Map<String, Answer> answers(Collection<String> logins, Instant since) {
        Instant now = clock.instant();
        Map<String, Answer> answers = new HashMap<>();
        list("""
                where c.asked_at >= ? and exists (
                    select from roll_call_answer a where a.roll_call = c.id and a.officer = any(?))
                order by c.asked_at desc, c.id desc limit 20""", OfficialTime.of(since), logins.toArray(String[]::new))
                .forEach(call -> call.asked().forEach(each -> {
                    if (each.officer() != null && logins.contains(each.officer())) {
                        RollCall.State state = call.state(each, now);
                        answers.putIfAbsent(
                                each.officer(),
                                new Answer(
                                        each.officer(), call.id(), each.answeredAt(), state.textKey(), state.style()));
                    }
                }));
        return answers;
    }

    private void keep(long id, String department, @Nullable String officer, boolean leads) {
        jdbc.sql("insert into roll_call_answer (roll_call, department, officer, leads) values (?, ?, ?, ?)")
                .params(id, department, officer, leads)
                .update();
    }

    /**
     * Answers that one is there, once; however late.
     *
     * @throws Refusal {@code rollCall.notAsked} (409)
     */
    void answer(long id) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        int answered = jdbc.sql("""
                        update roll_call_answer set answered_at = ?
                         where roll_call = ? and officer = ? and answered_at is null""")
                .params(OfficialTime.of(OfficialTime.now(clock)), id, officer.login())
                .update();
        if (answered == 0) {
            throw Refusal.conflict("rollCall.notAsked");
        }
        trace.record(Act.of("duty.answered", "rollCall", String.valueOf(id)));
    }

    /**
     * The roll-call of that number.
     *
     * @throws Refusal {@code rollCall.unknown} (404)
     */
    @Transactional(readOnly = true)
    RollCall require(long id) {
        return list("where c.id = ?", id).stream().findFirst().orElseThrow(() -> Refusal.notFound("rollCall.unknown"));
    }

    /** The last ones, the newest first. */
    @Transactional(readOnly = true)
    List<RollCall> latest() {
        return list("order by c.asked_at desc, c.id desc limit ?", SHOWN);
    }

    /** Those that wait for an officer's answer, the newest first. */
    @Transactional(readOnly = true)
    List<RollCall> waitingFor(String login) {
        return list("""
                where exists (
                    select from roll_call_answer a where a.roll_call = c.id and a.officer = ? and a.answered_at is null)
                order by c.asked_at desc limit 3""", login);
    }

    private List<RollCall> list(String which, Object... parameters) {
        return jdbc.sql("select c.* from roll_call c " + which)
                .params(parameters)
                .query((row, number) -> new RollCall(
                        row.getLong("id"),
                        row.getString("asked_by"),
                        Rows.moment(row, "asked_at"),
                        Rows.moment(row, "answer_by"),
                        row.getString("note"),
                        asked(row.getLong("id"))))
                .list();
    }

    private List<Asked> asked(long id) {
        return jdbc.sql("select * from roll_call_answer where roll_call = ? order by department, leads")
                .param(id)
                .query((row, number) -> new Asked(
                        row.getString("department"),
                        row.getString("officer"),
                        row.getBoolean("leads"),
                        Rows.instant(row, "answered_at")))
                .list();
    }
}
