package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.InternalCases;
import org.xieban.catalogue.Catalogue;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.inspection.penalty.PenaltyCase.Procedure;
import org.xieban.inspection.penalty.PenaltyCase.Source;
import org.xieban.inspection.register.CertifiedTeams;
import org.xieban.inspection.register.DecidingHeads;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.Actor;
import org.xieban.trace.Fingerprint;
import org.xieban.web.Refusal;

/** Beginning a penalty case (提请立案, 行政处罚法 54), or one that was decided on the spot (51). */
@Component
@Transactional
public class PenaltyFiling {

    private static final Set<Role> FILE = Set.of(Role.HANDLER, Role.INSPECTOR, Role.SECTION_HEAD);
    private static final int LONGEST = 2_000;

    private final PenaltyRepository penalties;
    private final Penalties known;
    private final ObjectRegister objects;
    private final CertifiedTeams teams;
    private final DecidingHeads heads;
    private final InternalCases cases;
    private final Catalogue catalogue;
    private final Departments departments;
    private final Processes processes;
    private final PenaltySettings settings;

    PenaltyFiling(
            PenaltyRepository penalties,
            Penalties known,
            ObjectRegister objects,
            CertifiedTeams teams,
            DecidingHeads heads,
            InternalCases cases,
            Catalogue catalogue,
            Departments departments,
            Processes processes,
            PenaltySettings settings) {
        this.penalties = penalties;
        this.known = known;
        this.objects = objects;
        this.teams = teams;
        this.heads = heads;
        this.cases = cases;
        this.catalogue = catalogue;
        this.departments = departments;
        this.processes = processes;
        this.settings = settings;
    }

    /**
     * What is said against somebody.
     *
     * @param creditCode of an organisation; empty where it is against an individual
     * @param person null where it is against an organisation
     * @param violation what he is said to have done
     * @param legalBasis what that may violate
     * @param evidence what speaks for it so far
     */
    public record Grounds(
            String creditCode,
            @Nullable Person person,
            LocalDate foundOn,
            String violation,
            String legalBasis,
            String evidence) {

        /** Against an organisation. */
        public Grounds(String creditCode, LocalDate foundOn, String violation, String legalBasis, String evidence) {
            this(creditCode, null, foundOn, violation, legalBasis, evidence);
        }

        public Grounds {
            violation = violation.strip();
            legalBasis = legalBasis.strip();
            evidence = evidence.strip();
        }
    }

    /**
     * A decision on the spot.
     *
     * @param officers logins of those who made it
     * @param warning whether he is warned
     * @param fine in yuan, zero for none
     * @param heard whether they showed their certificates and heard what he had to say (52)
     */
    public record OnTheSpot(List<String> officers, boolean warning, BigDecimal fine, boolean heard) {}

    /** Whether whoever is signed in files cases for his department. */
    boolean mayFile() {
        return CaseAccess.officer()
                .filter(officer -> officer.roles().stream().anyMatch(FILE::contains))
                .filter(officer -> teams.enforces(officer.departmentCode(), known.today()))
                .isPresent();
    }

    /**
     * Asks for a case to be filed, for the department of whoever is signed in.
     *
     * @return its number
     * @throws Refusal {@code access.denied} (403); {@code penalty.invalid} (422) naming what is wrong; {@code
     *     penalty.filedAlready} (409)
     */
    public String file(Source source, Grounds grounds) {
        SignedInOfficer officer = requireFiler();
        requireSound(grounds);
        return begin(
                officer.departmentCode(), Procedure.ORDINARY, source, null, grounds, direct(officer, grounds), null);
    }

    /**
     * Keeps what was decided on the spot.
     *
     * @throws Refusal as {@link #file}; {@code penalty.notOnTheSpot} (422) where the law does not allow that; {@code
     *     penalty.notHeard} (422); {@code team.tooFew} and others of teams (422)
     */
    public String decideOnTheSpot(Source source, Grounds grounds, OnTheSpot decided) {
        SignedInOfficer officer = requireFiler();
        requireSound(grounds);
        BigDecimal limit = grounds.person() == null ? settings.onTheSpotFine() : settings.onTheSpotFineOfPersons();
        if ((!decided.warning() && decided.fine().signum() <= 0)
                || decided.fine().signum() < 0
                || decided.fine().compareTo(limit) > 0) {
            String most = Penalties.money(limit);
            throw Refusal.rule("penalty.notOnTheSpot", most).at("fine", "penalty.notOnTheSpot", most);
        }
        if (!decided.heard()) {
            throw Refusal.rule("penalty.notHeard").at("heard", "penalty.notHeard");
        }
        teams.require(officer.departmentCode(), decided.officers(), grounds.creditCode(), known.today());
        if (!decided.officers().contains(officer.login())) {
            throw Refusal.rule("penalty.notAssigned");
        }
        return begin(
                officer.departmentCode(), Procedure.SHORT, source, null, grounds, direct(officer, grounds), decided);
    }

    /**
     * Asks for one because of what another case has come to.
     *
     * @param origin number of that case, whose part it becomes
     * @param finding what of that case it is about, in a word for machines
     * @return its number; that of the one there is, where it is asked for again
     */
    public String fileAfter(String department, Source source, String origin, String finding, Grounds grounds) {
        String key = origin + "/" + finding;
        return penalties
                .of(key)
                .orElseGet(() -> begin(department, Procedure.ORDINARY, source, origin, grounds, key, null));
    }

    private SignedInOfficer requireFiler() {
        if (!mayFile()) {
            throw Refusal.forbidden("access.denied");
        }
        return CaseAccess.requireOfficer();
    }

    /** The same found by the same department at the same place on the same day, however it is spaced. */
    private static String direct(SignedInOfficer officer, Grounds grounds) {
        return String.join(
                "/",
                officer.departmentCode(),
                grounds.person() == null
                        ? grounds.creditCode()
                        : Fingerprint.sha256(grounds.person().number().value()),
                grounds.foundOn().toString(),
                Fingerprint.sha256(grounds.violation().replaceAll("\\s", "")));
    }

    private void requireSound(Grounds grounds) {
        Refusal wrong = Refusal.rule("penalty.invalid");
        if (grounds.person() == null && objects.find(grounds.creditCode()).isEmpty()) {
            wrong = wrong.at("creditCode", "penalty.partyUnknown", grounds.creditCode());
        }
        if (grounds.foundOn().isAfter(known.today())) {
            wrong = wrong.at("foundOn", "penalty.dayAhead");
        }
        for (Map.Entry<String, String> each : Map.of(
                        "violation", grounds.violation(),
                        "legalBasis", grounds.legalBasis(),
                        "evidence", grounds.evidence())
                .entrySet()) {
            int length = each.getValue().length();
            if (length < 2 || length > LONGEST) {
                wrong = wrong.at(each.getKey(), "penalty.groundsMissing", LONGEST);
            }
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
    }

    private String begin(
            String department,
            Procedure procedure,
            Source source,
            @Nullable String origin,
            Grounds grounds,
            String finding,
            @Nullable OnTheSpot onTheSpot) {
        penalties.of(finding).ifPresent(there -> {
            throw Refusal.conflict("penalty.filedAlready", there);
        });
        Person person = grounds.person();
        Penalties.Shown party = person == null
                ? new Penalties.Shown(
                        objects.require(grounds.creditCode()).name(), grounds.creditCode(), grounds.creditCode())
                : new Penalties.Shown(person.maskedName(), person.number().masked(), null);
        String caseNo = cases.registerOwn(
                        item(department), department, party.name(), shown(department, party, source, grounds), origin)
                .number();
        String login = CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id());
        PenaltyCase.Filing filing = new PenaltyCase.Filing(
                caseNo,
                department,
                party.creditCode(),
                procedure,
                source,
                origin,
                grounds.violation(),
                grounds.legalBasis(),
                grounds.foundOn(),
                login,
                known.now());
        PenaltyCase penalty = new PenaltyCase(
                filing,
                onTheSpot == null ? List.of() : onTheSpot.officers(),
                PenaltyCase.Stage.PROPOSED,
                null,
                null,
                BigDecimal.ZERO);
        if (!penalties.insert(penalty, finding)) {
            throw Refusal.conflict("penalty.filedAlready", penalties.of(finding).orElse(""));
        }
        if (person != null) {
            penalties.insert(caseNo, person);
        }
        if (onTheSpot != null) {
            known.show(caseNo, Map.of("onTheSpotWarning", onTheSpot.warning(), "onTheSpotFine", onTheSpot.fine()));
        }
        known.record(Penalties.act("penalty.proposed", penalty, null).with("source", source.name()));
        processes.start(
                PenaltyModel.PROCESS,
                caseNo,
                List.of(
                        PenaltyModel.DEPARTMENT.is(department),
                        PenaltyModel.DECIDING_GROUP.is(heads.group(department)),
                        PenaltyModel.PROCEDURE.is(procedure.name())));
        return caseNo;
    }

    /** That with the special term of the department, where it has one (行政处罚法 60). */
    private String item(String department) {
        String own = PenaltyModel.ITEM + "-" + department;
        return catalogue.find(own).isPresent() ? own : PenaltyModel.ITEM;
    }

    private Map<String, @Nullable Object> shown(
            String department, Penalties.Shown party, Source source, Grounds grounds) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("partyName", party.name());
        shown.put("creditCodeShown", party.number());
        shown.put("departmentName", DepartmentNames.of(departments).of(department));
        shown.put("sourceText", known.text(source.textKey()));
        shown.put("foundOn", grounds.foundOn().toString());
        shown.put("violation", grounds.violation());
        shown.put("legalBasis", grounds.legalBasis());
        shown.put("evidence", grounds.evidence());
        shown.put("officerOptions", teams.choices(department, grounds.creditCode(), known.today()));
        return shown;
    }
}
