package org.xieban.emergency.directive;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.engine.Processes;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** What a department does while it carries a directive out: it reports, and asks for support. */
@Component
@Transactional
class DirectiveWork {

    private final Directives directives;
    private final ProgressStore progress;
    private final Events events;
    private final CaseFacts facts;
    private final Departments departments;
    private final Processes processes;
    private final Notices notices;
    private final Trace trace;
    private final Clock clock;

    DirectiveWork(
            Directives directives,
            ProgressStore progress,
            Events events,
            CaseFacts facts,
            Departments departments,
            Processes processes,
            Notices notices,
            Trace trace,
            Clock clock) {
        this.directives = directives;
        this.progress = progress;
        this.events = events;
        this.facts = facts;
        this.departments = departments;
        this.processes = processes;
        this.notices = notices;
        this.trace = trace;
        this.clock = clock;
    }

    /** Whether whoever is signed in reports of it: the department, and those who command, for what they hear by telephone. */
    boolean mayReport(Directive directive) {
        return directive.state() == Directive.State.IN_PROGRESS
                && (DirectiveAccess.acts(directive) || DirectiveAccess.mayCommand(event(directive)));
    }

    /**
     * Reports how it goes, any number of times.
     *
     * @throws Refusal {@code directive.notAcknowledged} (409); {@code directive.invalid} (422); {@code access.denied}
     *     (403)
     */
    void report(String number, String text) {
        String said = DirectiveRules.said("text", "directive.emptyReport", text);
        Directive directive = lockReportable(number);
        progress.report(number, new ProgressStore.Report(Directives.signedIn(), OfficialTime.now(clock), said));
        trace.record(Directives.act("directive.reported", number)
                .with("department", directive.department())
                .with("note", said));
        tell(directive, "directive.notice.reported", said);
        directives.changed(directive);
    }

    /**
     * Asks those who command for support; one request at a time.
     *
     * @throws Refusal {@code directive.supportPending} (409); as {@link #report}
     */
    void requestSupport(String number, String text) {
        String said = DirectiveRules.said("text", "directive.emptySupport", text);
        Directive directive = lockReportable(number);
        if (directive.supportPending()) {
            throw Refusal.conflict("directive.supportPending");
        }
        progress.request(number, Directives.signedIn(), OfficialTime.now(clock), said);
        trace.record(Directives.act("directive.supportRequested", number)
                .with("department", directive.department())
                .with("note", said));
        facts.put(
                number,
                CaseFiles.APPLICATION,
                Map.of(
                        "supportText",
                        said,
                        "departmentOptions",
                        DepartmentNames.of(departments).byCode().entrySet().stream()
                                .map(each -> Map.of("label", each.getValue(), "value", each.getKey()))
                                .toList()));
        if (!processes.tell(DirectiveModel.SUPPORT_REQUESTED, number, null)) {
            throw new IllegalStateException("the process of " + number + " takes no requests");
        }
        tell(directive, "directive.notice.support", said);
        directives.changed(directive);
    }

    private Directive lockReportable(String number) {
        Directive directive = directives.lockOpen(number);
        if (directive.state() == Directive.State.SENT) {
            throw Refusal.conflict("directive.notAcknowledged");
        }
        if (!mayReport(directive)) {
            throw Refusal.forbidden("access.denied");
        }
        return directive;
    }

    private void tell(Directive directive, String textKey, String said) {
        notices.send(
                Audience.group(directives.commandGroup(event(directive).lead())),
                textKey,
                List.of(DepartmentNames.of(departments).shortOf(directive.department()), DirectiveShown.brief(said)),
                DirectiveLadder.href(directive.number()));
    }

    private Event event(Directive directive) {
        return events.find(directive.event()).orElseThrow(() -> Refusal.notFound("event.unknown", directive.event()));
    }
}
