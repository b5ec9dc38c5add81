package org.xieban.inspection.credit;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.engine.Decisions;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;

/** The classes of objects, as what happens changes them. */
@Component
@Transactional
public class CreditClasses {

    /** Id of the table that says what becomes of a class. */
    static final String TABLE = "credit-class";

    private final CreditRepository changes;
    private final ObjectRegister objects;
    private final Decisions decisions;
    private final Documents documents;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    CreditClasses(
            CreditRepository changes,
            ObjectRegister objects,
            Decisions decisions,
            Documents documents,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.changes = changes;
        this.objects = objects;
        this.decisions = decisions;
        this.documents = documents;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Something has happened to an object: the table says what becomes of its class, and why.
     *
     * @param caseNo of the case in which it happened, and in which the object is told
     */
    public void happened(String creditCode, CreditChange.Event event, String caseNo) {
        InspectionObject object = objects.require(creditCode);
        decisions
                .rows(
                        TABLE,
                        Map.of(
                                "creditEvent", event.name(),
                                "currentClass", object.creditClass().name()))
                .stream()
                .findFirst()
                .ifPresent(said -> change(
                        object,
                        CreditClass.valueOf(String.valueOf(said.get("creditClass"))),
                        event,
                        String.valueOf(said.get("reason")),
                        caseNo));
    }

    /** The class becomes another, and the object is told why and what it can do about it. */
    void change(InspectionObject object, CreditClass after, CreditChange.Event event, String reason, String caseNo) {
        CreditClass before = object.creditClass();
        if (after == before) {
            return;
        }
        objects.save(object.of(after), object.version());
        changes.insert(object.creditCode(), before, after, event, reason, caseNo, OfficialTime.now(clock));
        documents.issue(
                caseNo,
                DocumentKind.CREDIT_NOTICE,
                Map.of(
                        "party", object.name(),
                        "creditCode", object.creditCode(),
                        "before", texts.office(before.textKey()),
                        "after", texts.office(after.textKey()),
                        "reason", reason));
        trace.record(Act.of("credit.changed", "object", object.creditCode())
                .inCase(caseNo, null)
                .with("reason", reason)
                .change(before.name(), after.name()));
    }

    /** The changes of an object's class, the newest first. */
    @Transactional(readOnly = true)
    public List<CreditChange> history(String creditCode) {
        return changes.of(creditCode);
    }
}
