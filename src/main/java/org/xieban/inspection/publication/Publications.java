package org.xieban.inspection.publication;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.inspection.visit.VisitResults;
import org.xieban.ledger.checkpoints.ActProof;
import org.xieban.ledger.checkpoints.Checkpoints;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The published results of visits. */
@Component
@Transactional
class Publications {

    static final String LIST = "inspection/publications";

    private static final String PUBLISHED = "inspectionResult.published";

    private final PublicationRepository rows;
    private final VisitResults results;
    private final Checkpoints checkpoints;
    private final Departments departments;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    Publications(
            PublicationRepository rows,
            VisitResults results,
            Checkpoints checkpoints,
            Departments departments,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.rows = rows;
        this.results = results;
        this.checkpoints = checkpoints;
        this.departments = departments;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Publishes what a visit came to.
     *
     * @param caseNo number of the visit's case
     * @throws Refusal {@code publication.notConcluded}, {@code publication.published} (409)
     */
    void publish(String caseNo) {
        keep(requireDraft(caseNo), false, "", lead(caseNo));
    }

    /**
     * What is to be published of a visit of which nothing was.
     *
     * @throws Refusal {@code publication.notConcluded}, {@code publication.published} (409)
     */
    PublishedVisit requireDraft(String caseNo) {
        if (!rows.versions(caseNo).isEmpty()) {
            throw Refusal.conflict("publication.published");
        }
        return rows.draft(caseNo)
                .filter(each -> !each.items().isEmpty())
                .orElseThrow(() -> Refusal.conflict("publication.notConcluded"));
    }

    private String lead(String caseNo) {
        return results.of(rows.visit(caseNo)).lead();
    }

    /** In the name of the product, so that the act can be shown to everybody. */
    void keep(PublishedVisit said, boolean withdrawn, String reason, String lead) {
        String json = said.json();
        Publication publication =
                new Publication(said, json, Fingerprint.sha256(json), withdrawn, reason, lead, OfficialTime.now(clock));
        rows.insert(publication);
        trace.record(
                Act.of(withdrawn ? "inspectionResult.withdrawn" : PUBLISHED, "inspectionResult", publication.id())
                        .inCase(said.number(), null)
                        .with("version", said.version())
                        .with("sha256", publication.sha256())
                        .with("reason", reason),
                Actor.SYSTEM);
    }

    /** In the office's words, a line for each item. */
    String shown(PublishedVisit visit) {
        DepartmentNames names = DepartmentNames.of(departments);
        return visit.object() + " " + visit.visitedOn() + "\n"
                + visit.items().stream()
                        .map(item -> texts.office(
                                "inspection.publication.line",
                                names.shortOf(item.department()),
                                item.name(),
                                texts.office(item.result().textKey())))
                        .collect(Collectors.joining("\n"));
    }

    /** All versions of a visit's results, the latest first; none where nothing was published. */
    @Transactional(readOnly = true)
    public List<Publication> versions(String caseNo) {
        return rows.versions(caseNo);
    }

    /**
     * The latest version.
     *
     * @throws Refusal {@code publication.unknown} (404)
     */
    @Transactional(readOnly = true)
    public Publication require(String caseNo) {
        return rows.versions(caseNo).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("publication.unknown", caseNo));
    }

    /**
     * A version as it was published; where the latest withdraws it, what it said is not told any more.
     *
     * @throws Refusal {@code publication.unknown} (404)
     */
    @Transactional(readOnly = true)
    Publication requireOpen(String caseNo, int version) {
        List<Publication> versions = rows.versions(caseNo);
        return versions.stream()
                .filter(each -> each.said().version() == version)
                .filter(each -> !versions.get(0).withdrawn())
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("publication.unknown", caseNo));
    }

    /** What proves that a version was published as it is; empty for some seconds. */
    @Transactional(readOnly = true)
    Optional<ActProof> proof(Publication publication) {
        return checkpoints.proof(
                publication.said().number(),
                publication.withdrawn() ? "inspectionResult.withdrawn" : PUBLISHED,
                publication.id());
    }

    /** What is published, the last visited first. */
    @Transactional(readOnly = true)
    Listing<Publication> list(PublicationFilter filter, PageRequest page) {
        LocalDate day =
                page.after() == null ? null : LocalDate.parse(page.after().text(0));
        String after = page.after() == null ? null : page.after().text(1);
        return page.listing(rows.list(filter, day, after, page.limit()), rows.count(filter), each ->
                new Object[] {each.said().visitedOn().toString(), each.said().number()});
    }

    /** So many of those behind one, for files. */
    @Transactional(readOnly = true)
    List<Publication> batch(PublicationFilter filter, Optional<Publication> last, int size) {
        return rows.list(
                filter,
                last.map(each -> each.said().visitedOn()).orElse(null),
                last.map(each -> each.said().number()).orElse(null),
                size);
    }
}
