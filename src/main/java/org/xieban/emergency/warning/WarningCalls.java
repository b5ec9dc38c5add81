package org.xieban.emergency.warning;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Group;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.call.Callee;
import org.xieban.emergency.call.Calls;
import org.xieban.emergency.duty.DutyRoster;
import org.xieban.emergency.duty.Rung;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.OpenTask;
import org.xieban.engine.TaskOpened;
import org.xieban.engine.Tasks;
import org.xieban.engine.form.Answers;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Calls of those who have to confirm a warning (叫应): one person of each department after the other, whoever its duty
 * roster names first, each within the minutes of the colour, until somebody confirms; where nobody is left the duty room
 * telephones. Everything stays on record.
 */
@Component
@Transactional
public class WarningCalls {

    /** In this order the people of a department are called whom its roster does not name. */
    private static final List<Role> ORDER =
            List.of(Role.DUTY_COMMANDER, Role.HANDLER, Role.SECTION_HEAD, Role.LEADER, Role.INSPECTOR);

    private final Calls calls;
    private final WarningRepository warnings;
    private final WarningShown shown;
    private final WarningSettings settings;
    private final DutyRoster roster;
    private final Officers officers;
    private final Departments departments;
    private final Notices notices;
    private final Tasks tasks;
    private final Trace trace;
    private final Clock clock;

    WarningCalls(
            Calls calls,
            WarningRepository warnings,
            WarningShown shown,
            WarningSettings settings,
            DutyRoster roster,
            Officers officers,
            Departments departments,
            Notices notices,
            Tasks tasks,
            Trace trace,
            Clock clock) {
        this.calls = calls;
        this.warnings = warnings;
        this.shown = shown;
        this.settings = settings;
        this.roster = roster;
        this.officers = officers;
        this.departments = departments;
        this.notices = notices;
        this.tasks = tasks;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Who is called.
     *
     * @param callee login; empty where nobody is left
     * @param group of his department and role; that of the department's handlers where nobody is left
     * @param until by when he has to confirm
     */
    public record Next(String recipientName, String callee, String group, Instant until) {}

    /** @param rung as which the roster names him; null where it does not */
    private record Person(String login, Role role, Rung.@Nullable Kind rung) {}

    /** Calls the next of a department; whoever was called before has not confirmed in time. */
    public Next callNext(String caseNo, String recipient) {
        Warning warning = require(caseNo);
        List<Person> people = people(recipient);
        Calls.Turn turn = calls.next(
                caseNo,
                warning.version().no(),
                recipient,
                people.stream()
                        .map(each -> new Callee(each.login(), each.rung()))
                        .toList(),
                settings.within(warning.version().terms().colour()));
        turn.passed()
                .forEach(each -> trace.record(
                        act("warning.passedOn", caseNo, each.recipient()).with("assignee", each.officer())));
        Instant until = turn.call().until();
        String login = turn.call().byHand() ? "" : String.valueOf(turn.call().officer());
        trace.record(act(login.isEmpty() ? "warning.nobodyLeft" : "warning.called", caseNo, recipient)
                .with("assignee", login.isEmpty() ? null : login));
        if (!login.isEmpty()) {
            notices.send(
                    Audience.officers(login),
                    "emergency.warning.notice.called",
                    List.of(shown.title(warning, warning.version()), OfficialTime.minute(until)),
                    href(caseNo));
        }
        return new Next(
                DepartmentNames.of(departments).of(recipient),
                login,
                Group.name(
                        recipient,
                        people.stream()
                                .filter(each -> each.login().equals(login))
                                .map(Person::role)
                                .findFirst()
                                .orElse(Role.HANDLER)),
                until);
    }

    /** Everybody of a department who can be called, each once: those on duty first. */
    private List<Person> people(String department) {
        Map<String, Role> roles = new LinkedHashMap<>();
        for (Role role : ORDER) {
            for (Officer officer : officers.withRole(role, department)) {
                roles.putIfAbsent(officer.login(), role);
            }
        }
        Map<String, Person> people = new LinkedHashMap<>();
        for (Rung rung : roster.ladder(department, OfficialTime.now(clock))) {
            if (rung.kind() != Rung.Kind.HEAD) {
                Role role = roles.getOrDefault(rung.login(), Role.HANDLER);
                people.put(rung.login(), new Person(rung.login(), role, rung.kind()));
            }
        }
        roles.forEach((login, role) -> people.putIfAbsent(login, new Person(login, role, null)));
        return List.copyOf(people.values());
    }

    @EventListener(condition = "#opened.task().processKey() == 'emergencyWarning'")
    void on(TaskOpened opened) {
        OpenTask task = opened.task();
        if (task.step().equals(WarningModel.CONFIRM) || task.step().equals(WarningModel.BY_HAND)) {
            calls.of(task.caseNo()).stream()
                    .filter(each -> each.state() == Call.State.OPEN && each.taskId() == null)
                    .filter(each -> each.byHand() == task.step().equals(WarningModel.BY_HAND))
                    .filter(each -> Group.departments(task.candidateGroups()).contains(each.recipient()))
                    .findFirst()
                    .ifPresent(each -> calls.confirmedBy(each, task.id()));
        }
    }

    @EventListener(condition = "#submitted.processKey() == 'emergencyWarning'")
    void on(FormSubmitted submitted) {
        boolean byHand = submitted.step().equals(WarningModel.BY_HAND);
        if (byHand || submitted.step().equals(WarningModel.CONFIRM)) {
            calls.ofTask(submitted.taskId()).ifPresent(call -> {
                Answers answers = new Answers(submitted.values());
                if (byHand) {
                    telephoned(submitted.caseNo(), call, answers);
                } else {
                    answered(submitted.caseNo(), call, Call.State.CONFIRMED, answers.text("confirmText"));
                }
            });
        }
    }

    private void telephoned(String caseNo, Call call, Answers answers) {
        boolean reached = answers.text("callOutcome").equals("REACHED");
        String said = reached
                ? (answers.text("calledName") + " " + answers.text("calledText")).strip()
                : answers.text("unreachedText");
        answered(caseNo, call, reached ? Call.State.REACHED : Call.State.UNREACHED, said);
    }

    private void answered(String caseNo, Call call, Call.State state, String said) {
        calls.answered(call, state, CaseAccess.requireOfficer().login(), said);
        trace.record(act("warning." + state.name().toLowerCase(Locale.ROOT), caseNo, call.recipient())
                .with("note", said));
    }

    /** How a confirmation came out. */
    enum Confirmation {
        IN_TIME,
        /** It had been passed on already: kept as late, and whoever was called next goes on. */
        LATE
    }

    /**
     * Whoever is signed in confirms that he has the warning.
     *
     * @throws Refusal {@code warning.notCalled} (409) where nobody waits for him
     */
    Confirmation confirm(String caseNo) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        List<Call> own = ofOfficer(caseNo, officer.login());
        for (Call call : own) {
            if (call.state() == Call.State.OPEN && call.taskId() != null) {
                tasks.complete(call.taskId(), officer.login(), Map.of("warningReceived", true));
                return Confirmation.IN_TIME;
            }
        }
        Call passed = own.stream()
                .filter(each -> each.state() == Call.State.PASSED)
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("warning.notCalled"));
        answered(caseNo, passed, Call.State.LATE, "");
        return Confirmation.LATE;
    }

    /** Whether whoever is signed in is asked to confirm, in time or late. */
    @Transactional(readOnly = true)
    Optional<Call> waiting(String caseNo) {
        return ofOfficer(caseNo, CaseAccess.requireOfficer().login()).stream()
                .filter(each -> each.state() == Call.State.OPEN || each.state() == Call.State.PASSED)
                .findFirst();
    }

    private List<Call> ofOfficer(String caseNo, String login) {
        return of(caseNo).stream().filter(each -> login.equals(each.officer())).toList();
    }

    /** Those of the last version first, by departments and in their order. */
    @Transactional(readOnly = true)
    List<Call> of(String caseNo) {
        return calls.of(caseNo);
    }

    /** What is still open ends, as the warning has changed. */
    void supersede(String caseNo) {
        calls.supersede(caseNo);
    }

    /** Tells the people of departments what has become of a warning. */
    void tell(Warning warning, List<String> recipients, String textKey) {
        notices.send(
                new Audience(
                        List.of(),
                        recipients.stream()
                                .flatMap(each -> ORDER.stream().map(role -> Group.name(each, role)))
                                .toList()),
                textKey,
                List.of(
                        shown.title(warning, warning.version()),
                        shown.area(warning.version().terms().regions())),
                href(warning.caseNo()));
    }

    private static String href(String caseNo) {
        return "/emergency/warnings/" + caseNo;
    }

    private static Act act(String name, String caseNo, String recipient) {
        return EmergencyWarnings.act(name, caseNo).with("department", recipient);
    }

    private Warning require(String caseNo) {
        return warnings.find(caseNo).orElseThrow(() -> Refusal.notFound("warning.unknown", caseNo));
    }
}
