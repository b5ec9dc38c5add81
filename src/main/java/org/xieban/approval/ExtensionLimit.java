package org.xieban.approval;

import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseFile;
import org.xieban.catalogue.Term;
import org.xieban.web.Refusal;

/**
 * By how much the term of a decision may be extended: ten working days; fifteen where several departments handle it
 * within forty-five (行政许可法 42).
 */
@Component
class ExtensionLimit {

    private static final int ORDINARY = 10;
    private static final int JOINT = 15;
    private static final int JOINT_TERM = 45;

    private final Terms terms;

    ExtensionLimit(Terms terms) {
        this.terms = terms;
    }

    /** @throws Refusal {@code approval.extensionTooLong} (422) */
    void check(CaseFile file, CaseRequest.Asking asking) {
        int longest = longest(terms.item(file).statutoryTerm());
        Integer amount = asking.amount();
        if (amount == null || amount < 1 || asking.unit() != Term.Unit.WORKING_DAY || amount > longest) {
            throw Refusal.rule("approval.extensionTooLong", longest).at("amount", "approval.extensionTooLong", longest);
        }
    }

    static int longest(Term statutory) {
        boolean joint = statutory.unit() == Term.Unit.WORKING_DAY && statutory.amount() >= JOINT_TERM;
        return joint ? JOINT : ORDINARY;
    }
}
