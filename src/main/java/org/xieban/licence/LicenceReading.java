package org.xieban.licence;

import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Reasons;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Licences in the hands of officers: with personal data in clear, or as copies that leave the house; each is recorded. */
@Component
@Transactional
class LicenceReading {

    /** A watermark is a line. */
    private static final int LONGEST_USE = 60;

    private final LicenceSearch search;
    private final LicenceRepository licences;
    private final LicenceFile file;
    private final Watermark watermark;
    private final Trace trace;

    LicenceReading(
            LicenceSearch search, LicenceRepository licences, LicenceFile file, Watermark watermark, Trace trace) {
        this.search = search;
        this.licences = licences;
        this.file = file;
        this.watermark = watermark;
        this.trace = trace;
    }

    /** A file and what it is called. */
    record Copy(String name, byte[] bytes) {}

    /**
     * The holder in clear.
     *
     * @throws Refusal {@code licence.unknown} (404); {@code case.reasonMissing} (422)
     */
    Licence.Holder reveal(String number, String reason) {
        Licence licence = search.require(number);
        trace.record(Licences.act("licence.personalDataViewed", licence).with("reason", Reasons.require(reason)));
        return licence.holder();
    }

    /**
     * A copy to be printed, that says what it is for.
     *
     * @param use what it is for; without one there is no copy
     * @param server where the product is reached
     * @throws Refusal {@code licence.unknown} (404); {@code case.reasonMissing}, {@code licence.useTooLong} (422)
     */
    Copy copy(String number, String use, String server) {
        Licence licence = search.require(number);
        String why = Reasons.require(use);
        if (why.length() > LONGEST_USE) {
            throw Refusal.rule("licence.useTooLong", LONGEST_USE).at("use", "licence.useTooLong", LONGEST_USE);
        }
        SignedInOfficer officer = CaseAccess.requireOfficer();
        trace.record(Licences.act("licence.copied", licence).with("use", why).with("trust", TrustClass.A.name()));
        return new Copy(
                licence.number() + ".pdf",
                file.write(licence, server, watermark.text(why, TrustClass.A, officer.departmentName())));
    }

    /**
     * The signed file itself, which anybody checks by himself.
     *
     * @throws Refusal {@code licence.unknown} (404)
     */
    Copy signed(String number) {
        Licence licence = search.require(number);
        trace.record(Licences.act("licence.fileTaken", licence));
        return new Copy(
                licence.number() + ".licence", licences.signed(licence.id()).getBytes(StandardCharsets.UTF_8));
    }
}
