package org.xieban.inspection.visit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Enclosures;
import org.xieban.casefile.FileType;
import org.xieban.engine.Tasks;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.Inspector;
import org.xieban.inspection.register.InspectorRegister;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * What inspectors take down on site. Each is sent by a phone under a name of its own, again and again until it is
 * answered, and taken once.
 */
@Component
@Transactional
class OnSite {

    private static final Set<FileType> PICTURES = EnumSet.of(FileType.JPEG, FileType.PNG);
    private static final int LONGEST_FINDING = 2_000;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_CAPTION = 200;
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_WITNESS = 100;

    private final VisitRepository visits;
    private final SiteRecords records;
    private final Doors doors;
    private final InspectorRegister inspectors;
    private final Enclosures enclosures;
    private final VisitTasks openTasks;
    private final Tasks tasks;
    private final Trace trace;
    private final Clock clock;

    OnSite(
            VisitRepository visits,
            SiteRecords records,
            Doors doors,
            InspectorRegister inspectors,
            Enclosures enclosures,
            VisitTasks openTasks,
            Tasks tasks,
            Trace trace,
            Clock clock) {
        this.visits = visits;
        this.records = records;
        this.doors = doors;
        this.inspectors = inspectors;
        this.enclosures = enclosures;
        this.openTasks = openTasks;
        this.tasks = tasks;
        this.trace = trace;
        this.clock = clock;
    }

    /** The visit that whoever is signed in goes to, and his department's part of it. */
    record Mine(Visit visit, Visit.Part part, String login) {}

    /**
     * The visit, for one who goes there.
     *
     * @throws Refusal {@code visit.unknown} (404) for everybody else
     */
    @Transactional(readOnly = true)
    Mine require(long visit) {
        String login = CaseAccess.requireOfficer().login();
        return visits.find(visit)
                .flatMap(found -> found.partOf(login).map(part -> new Mine(found, part, login)))
                .orElseThrow(() -> Refusal.notFound("visit.unknown", visit));
    }

    /** Takes an entry, where it is new and the part can still be written to. */
    private boolean take(SiteRecords.Entry entry, String kind, Object content) {
        if (!records.take(entry, kind, content.toString(), now())) {
            return false;
        }
        if (!visits.lockOpen(entry.visit(), entry.department())) {
            throw Refusal.conflict("visit.submitted");
        }
        return true;
    }

    private SiteRecords.Entry entry(UUID id, Mine mine, @Nullable Instant madeAt) {
        return new SiteRecords.Entry(
                id, mine.visit().id(), mine.part().department(), mine.login(), madeAt == null ? now() : madeAt);
    }

    /**
     * An arrival as it is sent.
     *
     * @param code that was scanned or typed, empty where there is none
     * @param reason why there is no code, empty where there is one
     */
    record NewArrival(SiteRecord.How how, String code, String reason) {}

    /**
     * Registers that whoever is signed in has come to the object.
     *
     * @throws Refusal {@code visit.doorUnknown} (422) where the code is none or another object's; {@code
     *     visit.noReason} (422); {@code visit.tooEarly} (422) before the first day; {@code visit.mayNotInspect} (422)
     *     without a valid certificate, or where he must recuse himself
     */
    void arrive(long visit, UUID id, @Nullable Instant madeAt, NewArrival arrival) {
        Mine mine = require(visit);
        SiteRecords.Entry entry = entry(id, mine, madeAt);
        if (!take(entry, "ARRIVAL", arrival)) {
            return;
        }
        LocalDate today = OfficialTime.today(clock);
        if (today.isBefore(mine.visit().planned().begins())) {
            throw Refusal.rule("visit.tooEarly", mine.visit().planned().begins());
        }
        String creditCode = mine.visit().object().creditCode();
        Inspector inspector = inspectors
                .find(mine.login())
                .filter(each -> !each.validUntil().isBefore(today))
                .orElseThrow(() -> Refusal.rule("visit.mayNotInspect"));
        if (inspector.recusals().stream().anyMatch(each -> each.creditCode().equals(creditCode))) {
            throw Refusal.rule("visit.mayNotInspect");
        }
        boolean atTheDoor = arrival.how() != SiteRecord.How.NO_CODE;
        if (atTheDoor && doors.object(arrival.code()).filter(creditCode::equals).isEmpty()) {
            throw Refusal.rule("visit.doorUnknown").at("code", "visit.doorUnknown");
        }
        String reason = atTheDoor ? null : text(arrival.reason(), "reason", LONGEST_REASON);
        if (reason != null && reason.isEmpty()) {
            throw Refusal.rule("visit.noReason").at("reason", "visit.noReason");
        }
        if (records.arrived(entry, arrival.how(), reason)) {
            trace.record(act("visit.arrived", mine)
                    .with("how", arrival.how().name())
                    .with("reason", reason)
                    .with("madeAt", OfficialTime.of(entry.madeAt()).toString()));
        }
    }

    /**
     * A result as it is sent.
     *
     * @param points how each point of the item stands, in the order of the list; none where nothing could be looked at
     */
    record NewResult(String item, ResultKind kind, String finding, List<SiteRecord.Answer> points) {}

    /**
     * Takes down what was found of an item; until the part is submitted the last one counts.
     *
     * @throws Refusal {@code visit.itemNotInspected} (422) where it is not inspected here by his department; {@code
     *     visit.noFinding}, {@code visit.points}, {@code visit.notClean} (422)
     */
    void find(long visit, UUID id, @Nullable Instant madeAt, NewResult result) {
        Mine mine = require(visit);
        SiteRecords.Entry entry = entry(id, mine, madeAt);
        if (!take(entry, "RESULT", result)) {
            return;
        }
        InspectionItem item = item(mine, result.item());
        String finding = text(result.finding(), "finding", LONGEST_FINDING);
        if (finding.isEmpty() && result.kind() != ResultKind.NO_PROBLEM) {
            throw Refusal.rule("visit.noFinding").at("finding", "visit.noFinding");
        }
        boolean looked = result.kind().inspected();
        if (looked
                ? result.points().size() != item.points().size()
                : !result.points().isEmpty()) {
            throw Refusal.rule("visit.points").at("points", "visit.points");
        }
        if (result.kind() == ResultKind.NO_PROBLEM && result.points().contains(SiteRecord.Answer.FAIL)) {
            throw Refusal.rule("visit.notClean").at("kind", "visit.notClean");
        }
        List<SiteRecord.Point> points = IntStream.range(0, result.points().size())
                .mapToObj(i -> new SiteRecord.Point(
                        item.points().get(i), result.points().get(i)))
                .toList();
        records.found(
                entry, new ItemResult(item.code(), mine.part().department(), result.kind(), finding), points, now());
        trace.record(act("visit.found", mine)
                .with("item", item.name())
                .with("result", result.kind().name())
                .with("finding", finding));
    }

    private static InspectionItem item(Mine mine, String code) {
        return mine.part().items().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.rule("visit.itemNotInspected", code).at("item", "visit.itemNotInspected", code));
    }

    /** A photograph as it is sent; of no item where it shows the whole. */
    record NewPhotograph(@Nullable String item, String caption) {}

    /**
     * Keeps a photograph.
     *
     * @throws Refusal {@code upload.tooLarge} (413); {@code material.typeForbidden} (415); {@code
     *     visit.itemNotInspected} (422)
     */
    void photograph(
            long visit,
            UUID id,
            @Nullable Instant takenAt,
            NewPhotograph photograph,
            @Nullable String name,
            byte[] content) {
        Mine mine = require(visit);
        SiteRecords.Entry entry = entry(id, mine, takenAt);
        Enclosures.Kept kept = enclosures.keep(name, content, PICTURES);
        if (!take(entry, "PHOTO", photograph + kept.sha256())) {
            return;
        }
        String item = photograph.item() == null || photograph.item().isEmpty() ? null : photograph.item();
        String shows = item == null ? null : item(mine, item).name();
        records.photographed(
                entry,
                item,
                kept.sha256(),
                kept.type(),
                kept.size(),
                text(photograph.caption(), "caption", LONGEST_CAPTION));
        trace.record(act("visit.photographed", mine)
                .with("item", shows)
                .with("sha256", kept.sha256())
                .with("takenAt", OfficialTime.of(entry.madeAt()).toString()));
    }

    /**
     * A signature as it is sent.
     *
     * @param login of the inspector who signs
     * @param name of who signs for the object, with his post
     */
    record NewSignature(
            SiteRecord.Party party,
            SiteRecord.Outcome outcome,
            @Nullable String login,
            String name,
            String witness,
            String video) {}

    /**
     * Keeps a signature under what the department has found so far, or that somebody would not sign.
     *
     * @param image what was written, PNG; none where nothing was
     * @throws Refusal {@code visit.nothingToSign} (422) without a result of each item; {@code visit.signer} (422) where
     *     it is no inspector of the department; {@code visit.noImage}, {@code visit.noName}, {@code visit.noWitness} (422)
     */
    void sign(long visit, UUID id, @Nullable Instant madeAt, NewSignature signature, byte @Nullable [] image) {
        Mine mine = require(visit);
        SiteRecords.Entry entry = entry(id, mine, madeAt);
        String picture = signature.outcome() == SiteRecord.Outcome.SIGNED && image != null
                ? enclosures
                        .keep("signature.png", image, EnumSet.of(FileType.PNG))
                        .sha256()
                : null;
        if (!take(entry, "SIGNATURE", signature + String.valueOf(picture))) {
            return;
        }
        SiteRecord record = records.of(visit);
        String department = mine.part().department();
        if (mine.part().items().stream()
                .anyMatch(item -> record.result(item.code()).isEmpty())) {
            throw Refusal.rule("visit.nothingToSign");
        }
        SiteRecord.Signature kept = new SiteRecord.Signature(
                id,
                department,
                signature.party(),
                signature.party() == SiteRecord.Party.INSPECTOR ? signer(mine, signature) : null,
                text(signature.name(), "name", LONGEST_NAME),
                signature.outcome(),
                picture,
                text(signature.witness(), "witness", LONGEST_WITNESS),
                text(signature.video(), "video", LONGEST_WITNESS),
                record.covers(department),
                now());
        check(kept);
        records.signed(entry, kept);
        trace.record(act("visit.signed", mine)
                .with("party", kept.party().name())
                .with("by", kept.login())
                .with("outcome", kept.outcome().name())
                .with("sha256", kept.covers()));
    }

    private static String signer(Mine mine, NewSignature signature) {
        String login = signature.login() == null ? mine.login() : signature.login();
        if (!mine.part().inspectors().contains(login) || signature.outcome() != SiteRecord.Outcome.SIGNED) {
            throw Refusal.rule("visit.signer").at("login", "visit.signer");
        }
        return login;
    }

    private static void check(SiteRecord.Signature signature) {
        if (signature.outcome() != SiteRecord.Outcome.SIGNED) {
            if (signature.witness().isEmpty() && signature.video().isEmpty()) {
                throw Refusal.rule("visit.noWitness").at("witness", "visit.noWitness");
            }
        } else if (signature.image() == null) {
            throw Refusal.rule("visit.noImage").at("image", "visit.noImage");
        } else if (signature.party() == SiteRecord.Party.OBJECT
                && signature.name().isEmpty()) {
            throw Refusal.rule("visit.noName").at("name", "visit.noName");
        }
    }

    /**
     * Hands in what the department has found; no change where it has been.
     *
     * @throws Refusal {@code visit.incomplete} (422) naming what is missing
     */
    void submit(long visit, String remark) {
        Mine mine = require(visit);
        if (mine.part().submittedAt() != null) {
            return;
        }
        String task = openTasks.take(
                mine.visit().caseNo(), VisitModel.INSPECT, mine.part().department(), mine.login());
        tasks.complete(task, mine.login(), VisitForms.submission(remark));
    }

    private static String text(@Nullable String typed, String field, int longest) {
        String text = typed == null ? "" : typed.strip();
        if (text.length() > longest) {
            throw Refusal.rule("visit.tooLong", longest).at(field, "visit.tooLong", longest);
        }
        return text;
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }

    private static Act act(String name, Mine mine) {
        return Act.of(name, "visit", mine.visit().caseNo()).inCase(mine.visit().caseNo(), VisitModel.INSPECT);
    }
}
