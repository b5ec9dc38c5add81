package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.inspection.Typed;
import org.xieban.inspection.penalty.PenaltyCase.Procedure;
import org.xieban.inspection.penalty.PenaltyCase.Source;
import org.xieban.web.Refusal;

/** A request to file a case, or a decision on the spot, as it was typed. */
record PenaltyForm(
        @Nullable Procedure procedure,
        @Nullable String creditCode,
        @Nullable Source source,
        @Nullable String foundOn,
        @Nullable String violation,
        @Nullable String legalBasis,
        @Nullable String evidence,
        @Nullable List<String> officers,
        @Nullable Boolean warning,
        @Nullable String fine,
        @Nullable Boolean heard) {

    static PenaltyForm empty(Procedure procedure, LocalDate today) {
        return new PenaltyForm(
                procedure, "", Source.DISCOVERED, today.toString(), "", "", "", List.of(), false, "", false);
    }

    /** Whether it is decided already. */
    public boolean onTheSpot() {
        return procedure == Procedure.SHORT;
    }

    Source readSource() {
        if (source == null || !Source.NAMED.contains(source)) {
            throw Refusal.shape("penalty.invalid");
        }
        return source;
    }

    /** @throws Refusal {@code penalty.invalid} (422) where the day is none */
    PenaltyFiling.Grounds grounds() {
        LocalDate day = Typed.day(foundOn);
        if (day == null) {
            throw Refusal.rule("penalty.invalid").at("foundOn", "register.day", Typed.text(foundOn));
        }
        return new PenaltyFiling.Grounds(
                Typed.text(creditCode), day, Typed.text(violation), Typed.text(legalBasis), Typed.text(evidence));
    }

    PenaltyFiling.OnTheSpot decided() {
        return new PenaltyFiling.OnTheSpot(
                Typed.given(officers), Boolean.TRUE.equals(warning), amount(), Boolean.TRUE.equals(heard));
    }

    private BigDecimal amount() {
        String typed = Typed.text(fine);
        if (typed.isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (!typed.matches("[0-9]{1,9}(\\.[0-9]{1,2})?")) {
            throw Refusal.rule("penalty.invalid").at("fine", "penalty.fineAndKinds");
        }
        return new BigDecimal(typed);
    }
}
