package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.credit.CreditChange;
import org.xieban.inspection.credit.CreditClasses;
import org.xieban.inspection.register.CertifiedTeams;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The penalty cases there are, and what all steps of their course do with them. */
@Component
@Transactional
public class Penalties {

    static final String LIST = "inspection/penalties";

    private final PenaltyRepository penalties;
    private final ObjectRegister objects;
    private final CertifiedTeams teams;
    private final CreditClasses classes;
    private final CaseFacts facts;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    Penalties(
            PenaltyRepository penalties,
            ObjectRegister objects,
            CertifiedTeams teams,
            CreditClasses classes,
            CaseFacts facts,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.penalties = penalties;
        this.objects = objects;
        this.teams = teams;
        this.classes = classes;
        this.facts = facts;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<PenaltyCase> find(String caseNo) {
        return penalties.find(caseNo);
    }

    /** @param department whose are listed, null for all */
    @Transactional(readOnly = true)
    Listing<PenaltyCase> list(@Nullable String department, PageRequest page) {
        String after = page.after() == null ? null : page.after().text(0);
        return page.listing(penalties.list(department, after, page.limit()), penalties.count(department), penalty ->
                new Object[] {penalty.caseNo()});
    }

    @Transactional(readOnly = true)
    List<PenaltyRepository.Payment> payments(String caseNo) {
        return penalties.payments(caseNo);
    }

    /**
     * The case of that number, which nobody else changes until this transaction ends.
     *
     * @throws Refusal {@code penalty.unknown} (404)
     */
    PenaltyCase lock(String caseNo) {
        return penalties.lock(caseNo).orElseThrow(() -> Refusal.notFound("penalty.unknown", caseNo));
    }

    PenaltyCase keep(PenaltyCase penalty) {
        penalties.update(penalty);
        return penalty;
    }

    boolean pay(PenaltyCase penalty, PenaltyRepository.Payment payment, String by) {
        return penalties.pay(penalty, payment, by);
    }

    /** What a step last answered. */
    Answers answers(String caseNo, String step) {
        return new Answers(facts.ofStep(caseNo, step).orElse(Map.of()));
    }

    /** Everything that was entered, the latest of each. */
    Answers everything(String caseNo) {
        return new Answers(facts.all(caseNo));
    }

    /** What the forms of later steps show. */
    void show(String caseNo, Map<String, ? extends @Nullable Object> shown) {
        facts.put(caseNo, CaseFiles.APPLICATION, shown);
    }

    void record(Act act) {
        trace.record(act);
    }

    static Act act(String name, PenaltyCase penalty, @Nullable String step) {
        return Act.of(name, "case", penalty.caseNo()).inCase(penalty.caseNo(), step);
    }

    /** The party as documents name it that are served on it. */
    String party(PenaltyCase penalty) {
        String code = penalty.creditCode();
        return code == null ? person(penalty).name() : objects.require(code).name();
    }

    /** Its number with what that is; of an individual masked. */
    String partyNumber(PenaltyCase penalty) {
        String code = penalty.creditCode();
        return code == null
                ? text("penalty.number.PERSON", person(penalty).number().masked())
                : text("penalty.number.ORGANISATION", code);
    }

    private Person person(PenaltyCase penalty) {
        return Objects.requireNonNull(
                penalties.persons(List.of(penalty.caseNo())).get(penalty.caseNo()));
    }

    /**
     * A party as the screen shows it.
     *
     * @param name of an individual masked, as the number is
     * @param creditCode null of an individual
     */
    record Shown(String name, String number, @Nullable String creditCode) {}

    /** The parties of cases, by the cases' numbers. */
    @Transactional(readOnly = true)
    Map<String, Shown> parties(List<PenaltyCase> cases) {
        Map<String, Shown> shown = new HashMap<>();
        penalties
                .persons(cases.stream().map(PenaltyCase::caseNo).toList())
                .forEach((caseNo, person) -> shown.put(
                        caseNo, new Shown(person.maskedName(), person.number().masked(), null)));
        for (PenaltyCase each : cases) {
            String code = each.creditCode();
            if (code != null) {
                shown.put(
                        each.caseNo(),
                        new Shown(objects.find(code).map(InspectionObject::name).orElse(code), code, code));
            }
        }
        return shown;
    }

    /** What an organisation was punished for counts to its class; an individual has none. */
    void happened(PenaltyCase penalty, CreditChange.Event event) {
        String code = penalty.creditCode();
        if (code != null) {
            classes.happened(code, event, penalty.caseNo());
        }
    }

    /** Refuses officers who may not act in the case. */
    List<String> requireTeam(PenaltyCase penalty, Collection<String> officers) {
        // relations are kept to organisations: whoever knows an individual says so himself (43)
        return teams.require(
                penalty.department(), officers, Objects.requireNonNullElse(penalty.creditCode(), ""), today());
    }

    Instant now() {
        return OfficialTime.now(clock);
    }

    LocalDate today() {
        return OfficialTime.today(clock);
    }

    String text(String key, Object... arguments) {
        return texts.office(key, arguments);
    }

    /** What forms show of what is to be paid. */
    Map<String, String> payable(PenaltyCase penalty) {
        PenaltyCase.Decision decision =
                Objects.requireNonNull(penalty.decision(), "nothing is executed before it is decided");
        BigDecimal fine = decision.fineAlone();
        return Map.of(
                "outstandingShown",
                money(penalty.outstanding()),
                "payUntilShown",
                String.valueOf(decision.payUntil()),
                "additionalShown",
                fine.signum() == 0 || decision.payUntil() == null
                        ? ""
                        : text(
                                "penalty.additional.rule",
                                decision.payUntil().plusDays(1).toString(),
                                money(AdditionalFine.daily(fine)),
                                money(fine),
                                money(decision.additional())));
    }

    /** What may have been added by the end of a day because the fine is paid late (72). */
    BigDecimal additional(PenaltyCase penalty, LocalDate day) {
        PenaltyCase.Decision decision = penalty.decision();
        return decision == null || decision.payUntil() == null
                ? BigDecimal.ZERO
                : AdditionalFine.by(day, decision.fineAlone(), decision.payUntil(), payments(penalty.caseNo()));
    }

    /** Penalties in words: 警告；罚款 5000 元. */
    String words(List<PenaltyCase.Kind> kinds, BigDecimal fine) {
        String named =
                kinds.stream().map(kind -> text(kind.textKey())).collect(Collectors.joining(text("inspection.and")));
        return fine.signum() == 0 ? named : text("penalty.withFine", named, money(fine));
    }

    /** An amount as documents write it, without a fraction that is none. */
    static String money(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }

    /**
     * Refuses a day that cannot be.
     *
     * @param first the earliest that it can be
     * @throws Refusal {@code penalty.dayAhead}, {@code penalty.dayBefore} (422)
     */
    void requireDay(String field, LocalDate day, LocalDate first) {
        if (day.isAfter(today())) {
            throw Refusal.rule("penalty.dayAhead").at(field, "penalty.dayAhead");
        }
        if (day.isBefore(first)) {
            throw Refusal.rule("penalty.dayBefore", first.toString()).at(field, "penalty.dayBefore", first.toString());
        }
    }
}
