package org.xieban.licence;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseNumber;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;
import org.xieban.directory.Departments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.signing.SignedNote;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/** Issues e-licences (电子证照; 国务院关于在线政务服务的若干规定 10: as good as those on paper). */
@Component
@Transactional
public class Licences {

    private static final int SALT_BYTES = 16;

    private final LicenceRepository licences;
    private final LicenceSigner signer;
    private final LicenceChanges changes;
    private final LicenceSettings settings;
    private final CaseFiles cases;
    private final Catalogue catalogue;
    private final Departments departments;
    private final Trace trace;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Licences(
            LicenceRepository licences,
            LicenceSigner signer,
            LicenceChanges changes,
            LicenceSettings settings,
            CaseFiles cases,
            Catalogue catalogue,
            Departments departments,
            Trace trace,
            Clock clock) {
        this.licences = licences;
        this.signer = signer;
        this.changes = changes;
        this.settings = settings;
        this.cases = cases;
        this.catalogue = catalogue;
        this.departments = departments;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Issues the licence of a case, within the caller's transaction; the one that it has, where it has one, however often
     * it is called.
     *
     * @return empty where the case was not granted or its item issues none
     * @throws org.xieban.web.Refusal {@code case.unknown} (404)
     */
    public Optional<Licence> issue(String caseNo) {
        CaseFile file = cases.require(caseNo);
        CaseFile.Decision decision = file.decision();
        ServiceItem item = catalogue.item(file.itemVersion());
        String type = item.result().licence();
        if (decision == null || !decision.granted() || type == null) {
            return Optional.empty();
        }
        Optional<Licence> there = licences.ofCase(caseNo);
        if (there.isPresent()) {
            return there;
        }
        Licence licence = written(file, item, type, OfficialTime.now(clock));
        String text = LicenceContent.of(licence, salt());
        SignedNote signed = signer.sign(text);
        if (licences.insert(licence, LicenceContent.checkCode(text), signed.toString())) {
            Licence kept = licences.ofCase(caseNo).orElseThrow();
            licences.change(kept.id(), LicenceState.VALID, actor(), null);
            trace.record(act("licence.issued", kept)
                    .with("name", kept.name())
                    .with("validFrom", kept.validFrom().toString())
                    .with("validUntil", text(kept.validUntil())));
            changes.replace(kept);
        }
        return licences.ofCase(caseNo);
    }

    private Licence written(CaseFile file, ServiceItem item, String type, Instant now) {
        LocalDate from = licences.today();
        ServiceItem.Validity validity = item.result().validity();
        return new Licence(
                0,
                CaseNumber.of(settings.numberPrefix(), from, licences.nextPosition())
                        .value(),
                type,
                item.result().name(),
                Licence.Holder.of(cases.applicant(file.number())),
                file.leadDepartment(),
                departments.find(file.leadDepartment()).orElseThrow().name(),
                file.number(),
                file.itemCode(),
                item.kind() == ServiceItem.Kind.LICENCE,
                now,
                from,
                validity == null ? null : validity.lastDay(from),
                LicenceState.VALID,
                "");
    }

    private String salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(salt);
    }

    static Actor actor() {
        return CaseAccess.officer().map(SignedInOfficer::actor).orElse(Actor.SYSTEM);
    }

    static Act act(String name, Licence licence) {
        return Act.of(name, "licence", licence.number()).inCase(licence.caseNo(), null);
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
