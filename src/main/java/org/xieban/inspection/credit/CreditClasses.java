package org.xieban.inspection.credit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
        Verdict verdict = verdict(event, object.creditClass());
        become(object, verdict.creditClass(), event, verdict.reason(), caseNo);
    }

    private record Verdict(CreditClass creditClass, String reason) {}

    /** What the table says; where it says nothing the class stays. */
    private Verdict verdict(CreditChange.Event event, CreditClass now) {
        return decisions.rows(TABLE, Map.of("creditEvent", event.name(), "currentClass", now.name())).stream()
                .findFirst()
                .map(said -> new Verdict(
                        CreditClass.valueOf(String.valueOf(said.get("creditClass"))),
                        String.valueOf(said.get("reason"))))
                .orElseGet(() -> new Verdict(now, texts.office(event.textKey())));
    }

    /** The class becomes another, and the object is told why and what it can do about it; or stays, which is kept too. */
    private void become(
            InspectionObject object, CreditClass after, CreditChange.Event event, String reason, String caseNo) {
        CreditClass before = object.creditClass();
        changes.insert(object.creditCode(), before, after, event, reason, caseNo, OfficialTime.now(clock));
        if (after == before) {
            return;
        }
        objects.save(object.of(after), object.version());
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

    /**
     * A penalty was revoked, or found unlawful or void: what rested on it falls with it.
     *
     * @param penaltyCase number of the case in which the object was punished
     * @param caseNo of the case in which that is told, and in which the object is
     */
    public void revoked(String creditCode, String penaltyCase, String reason, String caseNo) {
        annul(creditCode, each -> each.caseNo().equals(penaltyCase), CreditChange.Event.REVOCATION, reason, caseNo);
    }

    /** What some changes rested on has fallen away: the class becomes what all the rest makes of it, if that is better. */
    void annul(
            String creditCode, Predicate<CreditChange> fallen, CreditChange.Event event, String reason, String caseNo) {
        changes.of(creditCode).stream().filter(fallen).forEach(each -> changes.annul(each.id()));
        InspectionObject object = objects.require(creditCode);
        CreditClass counted = standing(object).creditClass();
        if (counted.compareTo(object.creditClass()) < 0) {
            become(object, counted, event, reason, caseNo);
        }
    }

    /**
     * What all that counts makes of a class, by the table as it is now.
     *
     * @param worsened when it made it worse for the last time; null where it never did
     */
    record Standing(CreditClass creditClass, @Nullable Instant worsened) {}

    Standing standing(InspectionObject object) {
        List<CreditChange> newestFirst = changes.of(object.creditCode());
        CreditClass kept = newestFirst.isEmpty()
                ? object.creditClass()
                : newestFirst.get(newestFirst.size() - 1).before();
        CreditClass counted = kept;
        Instant worsened = null;
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            CreditChange each = newestFirst.get(i);
            // what was set in the register meanwhile does not rest on what was before
            CreditClass before = each.before() == kept ? counted : each.before();
            counted = each.counts() ? verdict(each.event(), before).creditClass() : before;
            worsened = counted.compareTo(before) > 0 ? each.at() : worsened;
            kept = each.after();
        }
        return new Standing(object.creditClass() == kept ? counted : object.creditClass(), worsened);
    }

    /** The changes of an object's class, the newest first. */
    @Transactional(readOnly = true)
    public List<CreditChange> history(String creditCode) {
        return changes.of(creditCode).stream().filter(CreditChange::changed).toList();
    }
}
