package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.CitizenNumber;
import org.xieban.inspection.Typed;
import org.xieban.inspection.penalty.PenaltyCase.Procedure;
import org.xieban.inspection.penalty.PenaltyCase.Source;
import org.xieban.web.Refusal;

/** A request to file a case, or a decision on the spot, as it was typed. */
record PenaltyForm(
        @Nullable Procedure procedure,
        @Nullable String creditCode,
        @Nullable Boolean individual,
        @Nullable String personName,
        @Nullable String personNumber,
        @Nullable Source source,
        @Nullable String foundOn,
        @Nullable String violation,
        @Nullable String legalBasis,
        @Nullable String evidence,
        @Nullable List<String> officers,
        @Nullable Boolean warning,
        @Nullable String fine,
        @Nullable Boolean heard) {

    /** Letters of any script, and what stands between parts of names. */
    private static final String NAME = "[\\p{L}\\p{M}][\\p{L}\\p{M}·•・ .'’-]{1,59}";

    static PenaltyForm empty(Procedure procedure, LocalDate today) {
        return new PenaltyForm(
                procedure,
                "",
                false,
                "",
                "",
                Source.DISCOVERED,
                today.toString(),
                "",
                "",
                "",
                List.of(),
                false,
                "",
                false);
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

    /**
     * @param today nobody is born later
     * @throws Refusal {@code penalty.invalid} (422) where the day is none, or the individual is none
     */
    PenaltyFiling.Grounds grounds(LocalDate today) {
        LocalDate day = Typed.day(foundOn);
        if (day == null) {
            throw Refusal.rule("penalty.invalid").at("foundOn", "register.day", Typed.text(foundOn));
        }
        return new PenaltyFiling.Grounds(
                Boolean.TRUE.equals(individual) ? "" : Typed.text(creditCode),
                Boolean.TRUE.equals(individual) ? person(today) : null,
                day,
                Typed.text(violation),
                Typed.text(legalBasis),
                Typed.text(evidence));
    }

    private Person person(LocalDate today) {
        Refusal wrong = Refusal.rule("penalty.invalid");
        String name = Typed.text(personName);
        if (!name.matches(NAME)) {
            wrong = wrong.at("personName", "penalty.personName");
        }
        try {
            CitizenNumber number = CitizenNumber.of(Typed.text(personNumber), today);
            if (wrong.errors().isEmpty()) {
                return new Person(name, number);
            }
        } catch (Refusal refused) {
            wrong = wrong.at("personNumber", refused.code());
        }
        throw wrong;
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
