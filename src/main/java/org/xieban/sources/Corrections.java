package org.xieban.sources;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.InternalCases;
import org.xieban.catalogue.Catalogue;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * Corrections (数据异议; 政务数据共享条例 26): where a department knows otherwise than was claimed, it is asked to look after it,
 * with a clock. The case goes on, or waits for the answer, as whoever handles it decides.
 */
@Component
@Transactional
public class Corrections {

    private static final String COLUMNS =
            "select case_no, of_case, resource, provider, fields, state, awaited, begun_at, ended_at from data_correction";

    private final JdbcClient jdbc;
    private final Facts known;
    private final Resources resources;
    private final CaseClaims claims;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final InternalCases internal;
    private final Catalogue catalogue;
    private final Departments departments;
    private final DataAuthority authority;
    private final OverdueProviders overdue;
    private final Processes processes;
    private final Notices notices;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    Corrections(
            JdbcClient jdbc,
            Facts known,
            Resources resources,
            CaseClaims claims,
            CaseFiles cases,
            CaseFacts facts,
            InternalCases internal,
            Catalogue catalogue,
            Departments departments,
            DataAuthority authority,
            OverdueProviders overdue,
            Processes processes,
            Notices notices,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.jdbc = jdbc;
        this.known = known;
        this.resources = resources;
        this.claims = claims;
        this.cases = cases;
        this.facts = facts;
        this.internal = internal;
        this.catalogue = catalogue;
        this.departments = departments;
        this.authority = authority;
        this.overdue = overdue;
        this.processes = processes;
        this.notices = notices;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /** Begins one for the first difference of a resource in a case; what was looked after once is so again on demand only. */
    void onDifference(String caseNo, String department, DataQueries.Outcome outcome) {
        if (!outcome.differences().isEmpty()) {
            known.ofCall(outcome.call())
                    .filter(fact -> ofCase(caseNo).stream()
                            .noneMatch(each -> each.resource().equals(fact.resource())))
                    .ifPresent(fact -> begin(fact, department));
        }
    }

    /**
     * Begins one, as whoever is signed in.
     *
     * @throws Refusal {@code correction.noDifference}, {@code correction.underWay} (409)
     */
    void begin(String caseNo, long fact) {
        DataFact found = known.find(fact)
                .filter(each -> each.caseNo().equals(caseNo))
                .orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
        if (found.differences().isEmpty()) {
            throw Refusal.conflict("correction.noDifference");
        }
        if (ofCase(caseNo).stream()
                .anyMatch(each -> each.open() && each.resource().equals(found.resource()))) {
            throw Refusal.conflict("correction.underWay");
        }
        begin(found, CaseAccess.requireOfficer().departmentCode());
    }

    private void begin(DataFact fact, String department) {
        DataResource resource = resources.require(fact.resource());
        CaseFile file = cases.require(fact.caseNo());
        String number = internal.register(
                        SharingModel.CORRECTION_ITEM,
                        department,
                        resource.name(),
                        shown(resource, fact, department),
                        fact.caseNo())
                .number();
        jdbc.sql("""
                        insert into data_correction (case_no, of_case, fact, resource, provider, department, fields, state,
                            begun_at)
                        values (:caseNo, :ofCase, :fact, :resource, :provider, :department, :fields, 'OPEN', :at)""")
                .param("caseNo", number)
                .param("ofCase", fact.caseNo())
                .param("fact", fact.id())
                .param("resource", resource.code())
                .param("provider", resource.provider())
                .param("department", department)
                .param("fields", fields(fact).toArray(String[]::new))
                .param("at", now())
                .update();
        trace.record(Act.of("correction.begun", "resource", resource.code())
                .inCase(fact.caseNo(), null)
                .with("resource", resource.name())
                .with("correction", number)
                .with("provider", name(resource.provider()))
                .with("fields", resource.labels(fields(fact))));
        processes.start(
                SharingModel.CORRECTION,
                number,
                List.of(
                        SharingModel.AUTHORITY_DEPARTMENT.is(authority.department()),
                        SharingModel.PROVIDER_DEPARTMENT.is(resource.provider()),
                        SharingModel.CORRECTED_CASE.is(fact.caseNo()),
                        SharingModel.WINDOW_DEPARTMENT.is(
                                catalogue.item(file.itemVersion()).organ().window()),
                        SourcesModel.DATA_RESOURCE.is(resource.code())));
    }

    private static Set<String> fields(DataFact fact) {
        return fact.differences().stream()
                .map(DataFact.Difference::field)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String name(String department) {
        return departments.find(department).map(Department::name).orElse(department);
    }

    /** What its form shows: the provider finds its entry by it. */
    private Map<String, @Nullable Object> shown(DataResource resource, DataFact fact, String department) {
        Map<String, String> claimed = claims.of(fact.caseNo());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("resourceName", resource.name());
        shown.put("providerName", name(resource.provider()));
        shown.put("requestingName", name(department));
        shown.put("fieldLabels", String.join("、", resource.labels(fields(fact))));
        shown.put(
                "subject",
                resource.keys().stream()
                        .filter(key -> key.caseFact() != null && claimed.containsKey(key.caseFact()))
                        .map(key -> key.label() + " " + claimed.get(key.caseFact()))
                        .collect(Collectors.joining("，")));
        shown.put(
                "differenceText",
                fact.differences().stream()
                        .map(each -> texts.office(
                                "sharing.correction.difference",
                                String.join("", resource.labels(Set.of(each.field()))),
                                each.claimed(),
                                each.found() == null ? "—" : each.found()))
                        .collect(Collectors.joining("\n")));
        return shown;
    }

    /** Those of a case, the newest last. */
    @Transactional(readOnly = true)
    public List<Correction> ofCase(String caseNo) {
        return jdbc.sql(COLUMNS + " where of_case = :caseNo order by begun_at, case_no")
                .param("caseNo", caseNo)
                .query(Corrections::correction)
                .list();
    }

    /** Lets the case wait for one, or go on without. */
    void await(String caseNo, String correction, boolean awaited) {
        int changed = jdbc.sql("""
                        update data_correction set awaited = :awaited
                         where case_no = :correction and of_case = :caseNo and state = 'OPEN'""")
                .param("awaited", awaited)
                .param("correction", correction)
                .param("caseNo", caseNo)
                .update();
        if (changed == 0) {
            throw Refusal.conflict("correction.ended");
        }
        holdOrLetGo(caseNo);
        trace.record(Act.of(awaited ? "correction.awaited" : "correction.notAwaited", "case", caseNo)
                .inCase(caseNo, null)
                .with("correction", correction));
    }

    /** The case waits for the first of those that are waited for, or goes on. */
    private void holdOrLetGo(String caseNo) {
        cases.await(
                caseNo,
                ofCase(caseNo).stream()
                        .filter(each -> each.open() && each.awaited())
                        .map(Correction::caseNo)
                        .findFirst()
                        .orElse(null));
    }

    /** No step of a case is completed that waits, whatever else would have to be said of it. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(FormSubmitted submitted) {
        cases.find(submitted.caseNo())
                .filter(file -> file.processKey().equals(submitted.processKey()))
                .map(CaseFile::awaits)
                .ifPresent(awaited -> {
                    throw Refusal.conflict("correction.waits", awaited);
                });
    }

    /** What the provider has found; whoever handles the case is told. */
    public void record(String number) {
        Answers said =
                new Answers(facts.ofStep(number, SharingModel.VERIFY_DATA).orElse(Map.of()));
        Correction.State state = Correction.State.valueOf(said.text("correctionOutcome"));
        String note = said.text("correctionNote");
        overdue.recordIfLate(number, SharingModel.VERIFY_DATA);
        cases.accept(number, clock.instant());
        cases.decide(number, state == Correction.State.CORRECTED, note);
        cases.close(number, CaseState.CLOSED, null);
        answered(number, state, note);
    }

    /** The provider does not say, and the data authority waits for it no longer. */
    public void giveUp(String number) {
        String why = new Answers(
                        facts.ofStep(number, SharingModel.PURSUE_VERIFICATION).orElse(Map.of()))
                .text("pursuitText");
        cases.close(number, CaseState.TERMINATED, why);
        answered(number, Correction.State.UNVERIFIED, why);
    }

    private void answered(String number, Correction.State state, String note) {
        Correction correction = end(number, state);
        String resource = resources.require(correction.resource()).name();
        trace.record(Act.of("correction.answered", "resource", correction.resource())
                .inCase(correction.ofCase(), null)
                .with("resource", resource)
                .with("correction", number)
                .with("outcome", state.name())
                .with("note", note));
        CaseFile file = cases.require(correction.ofCase());
        notices.send(
                Audience.group(Group.name(file.leadDepartment(), Role.HANDLER)),
                "sharing.correction.told." + state,
                List.of(resource, file.number()),
                "/cases/" + file.number() + "?tab=data");
    }

    /** Whoever asked for it needs it no more. */
    public void withdraw(String number) {
        end(number, Correction.State.WITHDRAWN);
        cases.close(number, CaseState.WITHDRAWN, new Answers(facts.all(number)).text("withdrawalReason"));
    }

    private Correction end(String number, Correction.State state) {
        jdbc.sql("update data_correction set state = :state, ended_at = :at, awaited = false where case_no = :number")
                .param("number", number)
                .param("state", state.name())
                .param("at", now())
                .update();
        Correction ended = jdbc.sql(COLUMNS + " where case_no = :number")
                .param("number", number)
                .query(Corrections::correction)
                .single();
        holdOrLetGo(ended.ofCase());
        return ended;
    }

    private Object now() {
        return OfficialTime.of(OfficialTime.now(clock));
    }

    private static Correction correction(ResultSet row, int number) throws SQLException {
        Instant begun = Rows.instant(row, "begun_at");
        return new Correction(
                row.getString("case_no"),
                row.getString("of_case"),
                row.getString("resource"),
                row.getString("provider"),
                Set.of((String[]) row.getArray("fields").getArray()),
                Correction.State.valueOf(row.getString("state")),
                row.getBoolean("awaited"),
                Objects.requireNonNull(begun),
                Rows.instant(row, "ended_at"));
    }
}
