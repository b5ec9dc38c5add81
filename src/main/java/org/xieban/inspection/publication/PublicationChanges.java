package org.xieban.inspection.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.casefile.InternalCases;
import org.xieban.casefile.Masking;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.Proposers;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * Corrections and withdrawals of what is published: asked for by the lead with a reason, approved by somebody else, and
 * then the next version. The versions before stay.
 */
@Component
@Transactional
public class PublicationChanges {

    private static final TypeReference<Map<String, ResultKind>> RESULTS = new TypeReference<>() {};
    private static final int LONGEST_REASON = 500;

    private final Publications publications;
    private final Proposers proposers;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Processes processes;
    private final OfficeTexts texts;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    PublicationChanges(
            Publications publications,
            Proposers proposers,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            Processes processes,
            OfficeTexts texts,
            JdbcClient jdbc,
            ObjectMapper json,
            Clock clock) {
        this.publications = publications;
        this.proposers = proposers;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.processes = processes;
        this.texts = texts;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Whether whoever is signed in may ask for a change. */
    boolean mayPropose(Publication publication) {
        return proposers.mayPropose()
                && CaseAccess.requireOfficer().departmentCode().equals(publication.lead());
    }

    /**
     * Asks for a change.
     *
     * @param number of the visit's case
     * @param withdraws whether the results are withdrawn; else some are corrected
     * @param results of the items, by code; those that are as they were change nothing
     * @param reason published along with it
     * @return number of the case as which it is approved
     * @throws Refusal {@code publication.reason}, {@code publication.reasonPersonal}, {@code publication.noChange} (422);
     *     {@code publication.withdrawn}, {@code publication.underChange} (409); {@code access.denied} (403)
     */
    String propose(String number, boolean withdraws, Map<String, ResultKind> results, String reason) {
        Publication now = publications.require(number);
        if (!mayPropose(now)) {
            throw Refusal.forbidden("access.denied");
        }
        SignedInOfficer officer = CaseAccess.requireOfficer();
        requireFit(now, reason);
        Map<String, ResultKind> others = new LinkedHashMap<>();
        now.said().items().stream()
                .filter(item -> results.getOrDefault(item.code(), item.result()) != item.result())
                .forEach(item -> others.put(item.code(), results.get(item.code())));
        if (!withdraws && others.isEmpty()) {
            throw Refusal.rule("publication.noChange");
        }
        PublishedVisit next = now.said().corrected(now.said().version() + 1, withdraws ? Map.of() : others);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(
                "changeKindText",
                texts.office("inspection.publication.change." + (withdraws ? "withdraw" : "correct")));
        shown.put("publishedShown", publications.shown(now.said()));
        shown.put("changedShown", withdraws ? "" : publications.shown(next));
        shown.put("changeReason", reason);
        String deciding = proposers.decidingGroup(now.lead());
        String caseNo = internalCases
                .register(PublicationModel.ITEM, now.lead(), now.said().object(), shown, null)
                .number();
        if (jdbc.sql("""
                        insert into inspection_publication_change (case_no, number, version, withdraws, results, reason,
                            proposed_by, open)
                        values (:caseNo, :number, :version, :withdraws, cast(:results as jsonb), :reason, :by, true)
                        on conflict do nothing""")
                        .param("caseNo", caseNo)
                        .param("number", number)
                        .param("version", now.said().version())
                        .param("withdraws", withdraws)
                        .param("results", written(others))
                        .param("reason", reason)
                        .param("by", officer.login())
                        .update()
                == 0) {
            throw Refusal.conflict("publication.underChange");
        }
        cases.accept(caseNo, OfficialTime.now(clock));
        cases.review(caseNo);
        processes.start(PublicationModel.PROCESS, caseNo, List.of(PublicationModel.DECIDING_GROUP.is(deciding)));
        return caseNo;
    }

    private static void requireFit(Publication now, String reason) {
        if (now.withdrawn()) {
            throw Refusal.conflict("publication.withdrawn");
        }
        if (reason.length() < 2 || reason.length() > LONGEST_REASON) {
            throw Refusal.rule("publication.reason", LONGEST_REASON);
        }
        if (Masking.hasNumbers(reason)) {
            throw Refusal.rule("publication.reasonPersonal");
        }
    }

    @EventListener(condition = "#submitted.processKey() == 'publicationChange'")
    void on(FormSubmitted submitted) {
        PublicationChange change = require(submitted.caseNo());
        proposers.requireOther(change.proposedBy());
        boolean approved = new Answers(submitted.values()).text("changeOutcome").equals("APPROVED");
        if (approved && publications.require(change.number()).said().version() != change.version()) {
            throw Refusal.conflict("publication.changedMeanwhile");
        }
    }

    /** It is approved: the next version is published. */
    public void publish(String caseNo) {
        PublicationChange change = require(caseNo);
        Publication now = publications.require(change.number());
        publications.keep(
                now.said().corrected(change.version() + 1, change.results()),
                change.withdraws(),
                change.reason(),
                now.lead());
        ended(caseNo);
        cases.decide(caseNo, true, texts.office("inspection.publication.approvedText"));
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** It is not: what is published stays. */
    public void reject(String caseNo) {
        String reason =
                new Answers(facts.ofStep(caseNo, PublicationModel.DECIDE).orElse(Map.of())).text("rejectText");
        ended(caseNo);
        cases.decide(caseNo, false, reason);
        cases.close(caseNo, CaseState.REFUSED, reason);
    }

    /** The lead wants it no more. */
    public void withdraw(String caseNo) {
        ended(caseNo);
        cases.close(caseNo, CaseState.WITHDRAWN, new Answers(facts.all(caseNo)).text("withdrawalReason"));
    }

    @EventListener
    void on(CaseWithdrawalRequested requested) {
        CaseFile file = cases.require(requested.caseNo());
        if (!file.processKey().equals(PublicationModel.PROCESS)) {
            return;
        }
        if (!file.mayBeWithdrawnBy(CaseAccess.requireOfficer())) {
            throw Refusal.forbidden("access.denied");
        }
        facts.put(requested.caseNo(), CaseFiles.APPLICATION, Map.of("withdrawalReason", requested.reason()));
        if (!processes.tell(PublicationModel.WITHDRAWN, requested.caseNo(), null)) {
            throw Refusal.conflict("task.notPossibleNow");
        }
    }

    private void ended(String caseNo) {
        jdbc.sql("update inspection_publication_change set open = false where case_no = :no")
                .param("no", caseNo)
                .update();
    }

    private PublicationChange require(String caseNo) {
        return jdbc.sql("select * from inspection_publication_change where case_no = :no")
                .param("no", caseNo)
                .query((row, number) -> new PublicationChange(
                        row.getString("case_no"),
                        row.getString("number"),
                        row.getInt("version"),
                        row.getBoolean("withdraws"),
                        read(row.getString("results")),
                        row.getString("reason"),
                        row.getString("proposed_by")))
                .single();
    }

    private String written(Map<String, ResultKind> results) {
        try {
            return json.writeValueAsString(results);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("codes and kinds are JSON", e);
        }
    }

    private Map<String, ResultKind> read(String results) {
        try {
            return json.readValue(results, RESULTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("results are JSON by construction", e);
        }
    }
}
