package org.xieban.licence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.CaseRegistered;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseStateChanged;
import org.xieban.casefile.Consent;
import org.xieban.casefile.Materials;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.Material;
import org.xieban.catalogue.ServiceItem;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.licence.LibraryRepository.Kept;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * The library of materials of each person and organisation (材料库): whatever was handed in once and checked is kept for
 * later cases, as long as he agrees. It is taken by itself where the items say how long it is good and a clerk has seen
 * the original; other things are offered, with their age, to whoever handles the case. What was taken while he agreed
 * stays with its case (个人信息保护法 15).
 */
@Component
@Transactional
class MaterialLibrary {

    /** Before the number of a kept material, where it stands in for a material. */
    private static final String SOURCE = "library/";

    private final LibraryRepository library;
    private final Wants wants;
    private final CaseFiles cases;
    private final Catalogue catalogue;
    private final Materials materials;
    private final Officers officers;
    private final OfficeTexts texts;
    private final Trace trace;

    MaterialLibrary(
            LibraryRepository library,
            Wants wants,
            CaseFiles cases,
            Catalogue catalogue,
            Materials materials,
            Officers officers,
            OfficeTexts texts,
            Trace trace) {
        this.library = library;
        this.wants = wants;
        this.cases = cases;
        this.catalogue = catalogue;
        this.materials = materials;
        this.officers = officers;
        this.texts = texts;
        this.trace = trace;
    }

    /** After licences, which say more, and before the process begins. */
    @EventListener
    @Order(1)
    void on(CaseRegistered registered) {
        if (registered.consent() != null) {
            say(registered.caseNo(), registered.consent());
        }
        if (catalogue.item(registered.itemVersion()).materials().isEmpty()) {
            return;
        }
        offers(registered.caseNo()).stream()
                .filter(Offer::byItself)
                .forEach(offer -> cover(registered.caseNo(), offer.material(), offer.kept()));
    }

    /** With the acceptance what was handed in has been checked, with the decision also what followed. */
    @EventListener
    void on(CaseStateChanged changed) {
        if ((changed.after() == CaseState.ACCEPTED || changed.after() == CaseState.DECIDED)
                && agreed(holder(changed.caseNo()))) {
            keep(changed.caseNo());
        }
    }

    private Licence.Holder holder(String caseNo) {
        return Licence.Holder.of(cases.applicant(caseNo));
    }

    private boolean agreed(Licence.Holder holder) {
        return library.said(holder).map(said -> said.how().given()).orElse(false);
    }

    private void keep(String caseNo) {
        CaseFile file = cases.require(caseNo);
        Map<String, CaseMaterial.Version> there = new LinkedHashMap<>();
        for (CaseMaterial material : materials.ofCase(caseNo)) {
            if (material.latest() != null) {
                there.put(material.code(), material.latest());
            }
        }
        LocalDate today = library.now().toLocalDate();
        List<String> kept = new ArrayList<>();
        for (Material material : catalogue.item(file.itemVersion()).materials()) {
            CaseMaterial.Version version = there.get(material.code());
            if (version != null) {
                ServiceItem.Validity good = material.keptFor();
                library.keep(
                        holder(caseNo),
                        new Kept(
                                0,
                                Wants.key(file, material),
                                material.name(),
                                caseNo,
                                material.code(),
                                version.version(),
                                trust(version.uploadedBy()),
                                library.now(),
                                good == null ? null : good.lastDay(today)));
                kept.add(material.name());
            }
        }
        if (!kept.isEmpty()) {
            trace.record(act("library.kept", caseNo).with("materials", kept));
        }
    }

    /** A clerk has seen the original; who else sends something in has not shown it. */
    private TrustClass trust(String uploadedBy) {
        return officers.groupsOf(uploadedBy).contains(Role.CLERK.code()) ? TrustClass.B : TrustClass.C;
    }

    /** What a holder said last; null where nobody asked him. */
    @Transactional(readOnly = true)
    public LibraryRepository.@Nullable Said said(String caseNo) {
        return library.said(holder(caseNo)).orElse(null);
    }

    /** Takes down what the applicant of a case said, and does accordingly. */
    public void say(String caseNo, Consent how) {
        Licence.Holder holder = holder(caseNo);
        library.say(holder, how, caseNo, Licences.actor());
        trace.record(act(how.given() ? "library.consented" : "library.consentWithdrawn", caseNo)
                .with("how", how.name()));
        if (!how.given()) {
            library.remove(holder);
            return;
        }
        if (cases.require(caseNo).acceptedAt() != null) {
            keep(caseNo);
        }
    }

    /**
     * Something kept that would do for a material still to come.
     *
     * @param material its code in the case that wants it
     * @param byItself whether it is good beyond doubt: seen by a clerk, and not older than both items allow
     * @param age whole days since it was kept
     */
    record Offer(String material, Kept kept, boolean byItself, long age) {}

    /** What is kept of the applicant that would do for materials still to come, for each what leaves the least doubt. */
    @Transactional(readOnly = true)
    public List<Offer> offers(String caseNo) {
        Licence.Holder holder = holder(caseNo);
        // asked first, since most have not been asked
        if (!agreed(holder)) {
            return List.of();
        }
        List<Wants.Want> wanted = wants.of(caseNo);
        Set<String> keys = wanted.stream().map(Wants.Want::kept).collect(Collectors.toSet());
        List<Kept> all = keys.isEmpty() ? List.of() : library.of(holder, keys);
        LocalDate today = library.now().toLocalDate();
        return wanted.stream()
                .flatMap(want -> all.stream()
                        .filter(kept -> kept.type().equals(want.kept()))
                        .map(kept -> new Offer(
                                want.material(),
                                kept,
                                want.reusable() && kept.validUntil() != null && kept.trust() == TrustClass.B,
                                ChronoUnit.DAYS.between(kept.keptAt().toLocalDate(), today)))
                        // the newest comes first of those that are alike
                        .sorted(Comparator.comparing(Offer::byItself).reversed())
                        .limit(1))
                .toList();
    }

    /** Takes what somebody has chosen, who has looked at it. */
    public void take(String caseNo, Set<String> chosen) {
        offers(caseNo).stream()
                .filter(offer -> chosen.contains(offer.material()))
                .forEach(offer -> cover(caseNo, offer.material(), offer.kept()));
    }

    private void cover(String caseNo, String material, Kept kept) {
        Instant now = library.now().toInstant();
        materials.cover(
                caseNo,
                material,
                new CaseMaterial.Coverage(
                        SOURCE + kept.id(), named(kept), now, LicenceReuse.end(kept.validUntil(), now)));
    }

    /** In the office's own language, whoever reads the screen in which. */
    private String named(Kept kept) {
        return texts.office(
                "licence.library.named",
                kept.name(),
                kept.caseNo(),
                kept.trust().name());
    }

    /** What stands in for materials of a case out of the library, by their codes. */
    @Transactional(readOnly = true)
    public Map<String, Kept> taken(String caseNo) {
        Map<String, Kept> taken = new LinkedHashMap<>();
        for (CaseMaterial material : materials.ofCase(caseNo)) {
            CaseMaterial.Coverage coverage = material.coverage();
            if (coverage != null && coverage.source().startsWith(SOURCE)) {
                library.find(Long.parseLong(coverage.source().substring(SOURCE.length())))
                        .ifPresent(kept -> taken.put(material.code(), kept));
            }
        }
        return taken;
    }

    /** A file of the library, and how far it may be trusted. */
    record Opened(Materials.Content content, TrustClass trust) {}

    /**
     * The file that stands in for a material of a case; that it was looked at is recorded.
     *
     * @throws Refusal {@code material.unknown} (404)
     */
    public Opened open(String caseNo, String material) {
        Kept kept = taken(caseNo).get(material);
        if (kept == null) {
            throw Refusal.notFound("material.unknown", material);
        }
        trace.record(act("library.viewed", caseNo)
                .with("material", material)
                .with("trust", kept.trust().name()));
        return new Opened(materials.original(kept.caseNo(), kept.material(), kept.version()), kept.trust());
    }

    private static Act act(String name, String caseNo) {
        return Act.of(name, "case", caseNo).inCase(caseNo, null);
    }
}
