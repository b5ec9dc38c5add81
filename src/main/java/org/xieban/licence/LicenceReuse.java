package org.xieban.licence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.CaseRegistered;
import org.xieban.casefile.Materials;
import org.xieban.casefile.OpenTasksOfCase;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/**
 * Takes licences in place of materials (国务院关于在线政务服务的若干规定 7: what the office holds it does not ask for), and gives
 * them up when they are good no more.
 */
@Component
@Transactional
class LicenceReuse {

    /** A lasting licence is looked at again when a case takes longer than this. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final LicenceUses uses;
    private final LicenceCheck check;
    private final CaseFiles cases;
    private final Wants wants;
    private final Materials materials;
    private final OpenTasksOfCase tasks;
    private final OfficeTexts texts;
    private final Clock clock;

    LicenceReuse(
            LicenceUses uses,
            LicenceCheck check,
            CaseFiles cases,
            Wants wants,
            Materials materials,
            OpenTasksOfCase tasks,
            OfficeTexts texts,
            Clock clock) {
        this.uses = uses;
        this.check = check;
        this.cases = cases;
        this.wants = wants;
        this.materials = materials;
        this.tasks = tasks;
        this.texts = texts;
        this.clock = clock;
    }

    /** Before its process begins, so that nobody is asked for what is there. */
    @EventListener
    @Order(0)
    void on(CaseRegistered registered) {
        take(registered.caseNo());
    }

    /**
     * Licences of the applicant that could stand in for materials that were not handed in and that nothing stands in for.
     *
     * @return by the codes of the materials
     */
    @Transactional(readOnly = true)
    public Map<String, Licence> offered(String caseNo) {
        return offered(caseNo, false);
    }

    private Map<String, Licence> offered(String caseNo, boolean held) {
        List<Wants.Want> wanted = wants.ofLicences(caseNo);
        Set<String> types =
                wanted.stream().flatMap(want -> want.licences().stream()).collect(Collectors.toSet());
        if (types.isEmpty()) {
            return Map.of();
        }
        List<Licence> good = uses.good(Licence.Holder.of(cases.applicant(caseNo)), types, held);
        Map<String, Licence> offered = new LinkedHashMap<>();
        wanted.forEach(want -> good.stream()
                .filter(licence -> want.licences().contains(licence.type()))
                .filter(check::isGenuine)
                .findFirst()
                .ifPresent(licence -> offered.put(want.material(), licence)));
        return offered;
    }

    /** Takes them. */
    public void take(String caseNo) {
        // one that is being revoked is waited for, and then not taken
        offered(caseNo, true).forEach((material, licence) -> {
            Instant now = OfficialTime.now(clock);
            materials.cover(
                    caseNo,
                    material,
                    new CaseMaterial.Coverage(licence.number(), named(licence), now, end(licence.validUntil(), now)));
            uses.taken(licence.id(), caseNo, material);
        });
    }

    /** In the office's own language, whoever reads the screen in which. */
    private String named(Licence licence) {
        return texts.office("licence.named", licence.name(), licence.number());
    }

    /** Until when a case may rely on what is good until that day, or for as long as nobody says otherwise. */
    static Instant end(@Nullable LocalDate validUntil, Instant now) {
        Instant longest = now.plus(LONGEST);
        if (validUntil == null) {
            return longest;
        }
        // the last moment of that day: who shows it as a day shows that one
        Instant over = OfficialTime.endOf(validUntil).minus(1, ChronoUnit.MICROS);
        return over.isBefore(longest) ? over : longest;
    }

    /** Where open cases rely on it the material is missing again, and whoever handles them is told. */
    void lost(Licence licence) {
        for (LicenceUses.Use use : uses.ofLicence(licence)) {
            if (use.lostAt() == null && !cases.require(use.caseNo()).state().isFinal()) {
                materials.uncover(use.caseNo(), licence.number(), tasks.handlers(use.caseNo()));
                uses.lost(licence.id(), use.caseNo());
            }
        }
    }

    /** The licences that a case relies on. */
    @Transactional(readOnly = true)
    public List<Licence> reliedOn(String caseNo) {
        return uses.ofCase(caseNo).stream()
                .filter(use -> use.lostAt() == null)
                .map(LicenceUses.Use::licence)
                .distinct()
                .toList();
    }

    /**
     * Where other open cases rely on it they take what is there instead, and nobody need be told.
     *
     * @param by the case that issued what takes its place
     */
    void replaced(Licence licence, String by) {
        for (LicenceUses.Use use : uses.ofLicence(licence)) {
            String caseNo = use.caseNo();
            if (use.lostAt() == null
                    && !caseNo.equals(by)
                    && !cases.require(caseNo).state().isFinal()) {
                materials.uncover(caseNo, licence.number(), List.of());
                uses.lost(licence.id(), caseNo);
                take(caseNo);
            }
        }
    }

    /** Open cases that could not rely on it for a while may again. */
    void restored(Licence licence) {
        uses.ofLicence(licence).stream()
                .filter(use -> use.lostAt() != null)
                .map(LicenceUses.Use::caseNo)
                .distinct()
                .filter(caseNo -> !cases.require(caseNo).state().isFinal())
                .forEach(this::take);
    }
}
