package org.xieban.sources;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.TermUnit;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.engine.form.Answers;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.timelimit.CaseClock;
import org.xieban.timelimit.Clocks;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;

/**
 * Providers that let their term pass (政务数据共享条例, chapter 4: a provider answers within the term): that is written down
 * against them, and the data authority is told, which urges them (催办) or decides in their place.
 */
@Component
@Transactional
public class OverdueProviders {

    private final JdbcClient jdbc;
    private final Resources resources;
    private final DataAuthority authority;
    private final Departments departments;
    private final Clocks clocks;
    private final Calendars calendars;
    private final CaseFacts facts;
    private final Notices notices;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    OverdueProviders(
            JdbcClient jdbc,
            Resources resources,
            DataAuthority authority,
            Departments departments,
            Clocks clocks,
            Calendars calendars,
            CaseFacts facts,
            Notices notices,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.jdbc = jdbc;
        this.resources = resources;
        this.authority = authority;
        this.departments = departments;
        this.clocks = clocks;
        this.calendars = calendars;
        this.facts = facts;
        this.notices = notices;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /** Who was asked in a case, and for what. */
    private record Asked(String provider, String resource) {}

    private Asked asked(String caseNo) {
        return jdbc.sql("""
                        select provider, resource from sharing_request where case_no = :caseNo
                        union all
                        select provider, resource from data_correction where case_no = :caseNo""")
                .param("caseNo", caseNo)
                .query((row, number) -> new Asked(
                        row.getString("provider"),
                        resources.require(row.getString("resource")).name()))
                .single();
    }

    /** The provider has not answered a request in time. */
    public void answerOverdue(String caseNo) {
        record(caseNo, SharingModel.DECIDE_BY_PROVIDER);
    }

    /** It has not negotiated in time: whoever decides the dispute reads so. */
    public void negotiationOverdue(String caseNo) {
        record(caseNo, SharingModel.NEGOTIATE);
        facts.put(
                caseNo,
                CaseFiles.APPLICATION,
                Map.of("negotiationShown", texts.office("sharing.overdue.notNegotiated")));
    }

    /** It has not looked after a correction in time. */
    public void verificationOverdue(String caseNo) {
        record(caseNo, SharingModel.VERIFY_DATA);
    }

    /** It answers, or has just answered: where that was too late, and nobody has said so yet, it is written down. */
    void recordIfLate(String caseNo, String step) {
        if (clocks.ofCase(caseNo).stream()
                .filter(each -> step.equals(each.step()))
                .anyMatch(this::isOver)) {
            record(caseNo, step);
        }
    }

    private boolean isOver(CaseClock each) {
        Instant ended = each.endedAt();
        return (ended == null ? clock.instant() : ended).isAfter(each.dueAt());
    }

    private void record(String caseNo, String step) {
        Asked asked = asked(caseNo);
        int written = jdbc.sql("""
                        insert into provider_overdue (case_no, step, provider, found_at)
                        values (:caseNo, :step, :provider, :at) on conflict do nothing""")
                .param("caseNo", caseNo)
                .param("step", step)
                .param("provider", asked.provider())
                .param("at", OfficialTime.of(OfficialTime.now(clock)))
                .update();
        if (written > 0) {
            trace.record(Act.of("sharing.overdue", "case", caseNo)
                    .inCase(caseNo, step)
                    .with("resource", asked.resource())
                    .with("provider", name(asked.provider())));
            tell(authority.department(), Role.HANDLER, "sharing.overdue.told", asked, caseNo);
        }
    }

    private String name(String department) {
        return departments.find(department).map(Department::name).orElse(department);
    }

    private void tell(String department, Role role, String textKey, Asked asked, String caseNo) {
        notices.send(
                Audience.group(Group.name(department, role)),
                textKey,
                List.of(name(asked.provider()), asked.resource(), caseNo),
                "/cases/" + caseNo);
    }

    /** Urges a provider to answer a request; its handlers, the head of their section and their leader are told. */
    public String urgeAnswer(String caseNo) {
        return urge(caseNo, SharingModel.PURSUE_ANSWER);
    }

    /** Urges it to look after a correction, likewise. */
    public String urgeVerification(String caseNo) {
        return urge(caseNo, SharingModel.PURSUE_VERIFICATION);
    }

    /** @return when the data authority looks again, as the engine's timers take it */
    private String urge(String caseNo, String step) {
        Asked asked = asked(caseNo);
        Answers said = new Answers(facts.ofStep(caseNo, step).orElse(Map.of()));
        Instant until = calendars
                .of(asked::provider)
                .due(clock.instant(), said.number("urgedDays"), TermUnit.WORKING_DAY)
                .dueAt()
                .toInstant();
        String day = OfficialTime.dayOf(until).toString();
        String urged = texts.office(
                "sharing.overdue.urged", OfficialTime.today(clock).toString(), day, said.text("pursuitText"));
        String before = new Answers(facts.all(caseNo)).text("urgedShown");
        facts.put(
                caseNo, CaseFiles.APPLICATION, Map.of("urgedShown", before.isEmpty() ? urged : before + "\n" + urged));
        trace.record(Act.of("sharing.urged", "case", caseNo)
                .inCase(caseNo, step)
                .with("resource", asked.resource())
                .with("provider", name(asked.provider()))
                .with("until", day)
                .with("reason", said.text("pursuitText")));
        for (Role told : List.of(Role.HANDLER, Role.SECTION_HEAD, Role.LEADER)) {
            tell(asked.provider(), told, "sharing.overdue.urgedTold", asked, caseNo);
        }
        return until.toString();
    }
}
