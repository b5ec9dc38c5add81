package org.xieban.approval;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.catalogue.ServiceItem.SpecialProcedure;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.engine.form.Answers;
import org.xieban.timelimit.Clocks;
import org.xieban.timelimit.PauseType;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
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
    private final Documents documents;
    private final OfficeTexts texts;

    Examination(
            CaseFiles cases,
            CaseFacts facts,
            Terms terms,
            Trace trace,
            Clocks clocks,
            Documents documents,
            OfficeTexts texts) {
        this.cases = cases;
        this.facts = facts;
        this.terms = terms;
        this.trace = trace;
        this.clocks = clocks;
        this.documents = documents;
        this.texts = texts;
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
        PauseType type = PauseType.valueOf(examination.text("specialProcedure"));
        String basis = examination.text("specialBasis");
        String reason = examination.text("specialReason");
        clocks.pause(
                caseNo,
                type,
                basis,
                examination.date("specialUntil"),
                reason,
                CaseAccess.requireOfficer().login());
        documents.issueAtEnd(
                caseNo,
                DocumentKind.SPECIAL_PROCEDURE,
                Map.of(
                        "procedure",
                        texts.office(type.textKey()),
                        "legalBasis",
                        basis,
                        "until",
                        examination.text("specialUntil"),
                        "reason",
                        reason));
        trace.record(Act.of("case.specialProcedureStarted", "case", caseNo)
                .inCase(caseNo, ApprovalModel.EXAMINE)
                .with("procedure", type.name())
                .with("legalBasis", basis)
                .with("until", examination.text("specialUntil"))
                .with("reason", reason));
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
