package org.xieban.approval;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.catalogue.ServiceItem.SpecialProcedure;
import org.xieban.timelimit.Clocks;
import org.xieban.timelimit.PauseType;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** The examination of a case, and the special procedures that it may need (审查与特别程序, 行政许可法 34, 45). */
@Component
@Transactional
public class Examination {

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Terms terms;
    private final Trace trace;
    private final Clocks clocks;

    Examination(CaseFiles cases, CaseFacts facts, Terms terms, Trace trace, Clocks clocks) {
        this.cases = cases;
        this.facts = facts;
        this.terms = terms;
        this.trace = trace;
        this.clocks = clocks;
    }

    /** Begins it, also anew. */
    public void begin(String caseNo) {
        cases.review(caseNo);
    }

    /**
     * Looks whether the item knows the special procedure that is asked for.
     *
     * @throws Refusal {@code form.invalid} (422)
     */
    void checkSpecialProcedure(String caseNo, Answers examination) {
        var allowed = terms.item(cases.require(caseNo)).specialProcedures();
        if (!allowed.contains(SpecialProcedure.valueOf(examination.text("specialProcedure")))) {
            throw Refusal.rule("form.invalid").at("specialProcedure", "approval.specialProcedureNotListed");
        }
    }

    /** Begins a special procedure: its time does not count where its legal basis says so; the applicant is told. */
    public void startSpecialProcedure(String caseNo) {
        Answers examination =
                new Answers(facts.ofStep(caseNo, ApprovalModel.EXAMINE).orElseThrow());
        clocks.pause(
                caseNo,
                PauseType.valueOf(examination.text("specialProcedure")),
                examination.text("specialBasis"),
                examination.date("specialUntil"),
                examination.text("specialReason"),
                CaseAccess.requireOfficer().login());
        trace.record(Act.of("case.specialProcedureStarted", "case", caseNo)
                .inCase(caseNo, ApprovalModel.EXAMINE)
                .with("procedure", examination.text("specialProcedure"))
                .with("legalBasis", examination.text("specialBasis"))
                .with("until", examination.text("specialUntil"))
                .with("reason", examination.text("specialReason")));
    }

    /** Ends it with its result; the clocks run on. */
    public void endSpecialProcedure(String caseNo) {
        Answers examination =
                new Answers(facts.ofStep(caseNo, ApprovalModel.EXAMINE).orElseThrow());
        clocks.resume(caseNo, PauseType.valueOf(examination.text("specialProcedure")));
        Answers conclusion = new Answers(
                facts.ofStep(caseNo, ApprovalModel.CONCLUDE_SPECIAL_PROCEDURE).orElseThrow());
        trace.record(Act.of("case.specialProcedureEnded", "case", caseNo)
                .inCase(caseNo, ApprovalModel.CONCLUDE_SPECIAL_PROCEDURE)
                .with("result", conclusion.text("specialResult")));
    }
}
