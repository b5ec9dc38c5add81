package org.xieban.inspection.visit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.CaseFiles;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.Proposers;
import org.xieban.inspection.Visits;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Has planned visits begin, in the background: a few in each transaction, so that thousands of them hold nobody up. What a
 * crash interrupts goes on where it was; a visit that cannot begin takes no other down with it.
 */
@Component
@Transactional
public class VisitStarts {

    private static final Logger log = LoggerFactory.getLogger(VisitStarts.class);

    /** Visits that are looked up at a time. */
    private static final int CHUNK = 200;

    /** Visits that begin in one transaction: few enough that nobody waits for them long, and that what it knows is kept. */
    private static final int TOGETHER = 25;

    private final JdbcClient jdbc;
    private final Visits visits;
    private final VisitOpening opening;
    private final CaseFiles cases;
    private final Proposers proposers;
    private final Trace trace;
    private final Clock clock;
    private final TransactionTemplate transaction;

    VisitStarts(
            JdbcClient jdbc,
            Visits visits,
            VisitOpening opening,
            CaseFiles cases,
            Proposers proposers,
            Trace trace,
            Clock clock,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.visits = visits;
        this.opening = opening;
        this.cases = cases;
        this.proposers = proposers;
        this.trace = trace;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Visits of a task that are begun together.
     *
     * @param endedAt null as long as it goes on
     * @param begun how many have been so far
     * @param failed how many could not; they stay planned
     */
    public record Batch(
            long id,
            String task,
            Instant requestedAt,
            @Nullable Instant endedAt,
            int begun,
            int failed) {}

    /**
     * Asks for the planned visits of a plan or task to begin.
     *
     * @param task number of its case
     * @throws Refusal {@code access.denied} (403) for whoever does not propose inspections for its department; {@code
     *     visit.nonePlanned} (422); {@code visit.starting} (409) while they are begun already
     */
    public void request(String task) {
        if (!mayRequest(task)) {
            throw Refusal.forbidden("access.denied");
        }
        request(task, proposers.require().login());
    }

    /** Whether whoever is signed in may ask for it. */
    @Transactional(readOnly = true)
    public boolean mayRequest(String task) {
        return proposers.mayPropose()
                && cases.require(task)
                        .registeredDepartment()
                        .equals(proposers.require().departmentCode());
    }

    /**
     * The same, for use cases that have asked whether it may be.
     *
     * @param requestedBy login, or that of the product
     */
    public void request(String task, String requestedBy) {
        if (visits.planned(task, 0, 1).isEmpty()) {
            throw Refusal.rule("visit.nonePlanned");
        }
        if (jdbc.sql("""
                        insert into visit_batch (task, requested_by, requested_at) values (:task, :by, :at)
                        on conflict (task) where ended_at is null do nothing""")
                        .param("task", task)
                        .param("by", requestedBy)
                        .param("at", OfficialTime.of(now()))
                        .update()
                == 0) {
            throw Refusal.conflict("visit.starting");
        }
        trace.record(Act.of("visits.dispatched", "plan", task).inCase(task, null));
    }

    /** The last batch of a task. */
    @Transactional(readOnly = true)
    public Optional<Batch> last(String task) {
        return batches(jdbc.sql("select * from visit_batch where task = :task order by id desc limit 1")
                        .param("task", task))
                .stream()
                .findFirst();
    }

    private static List<Batch> batches(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, number) -> new Batch(
                        row.getLong("id"),
                        row.getString("task"),
                        Rows.moment(row, "requested_at"),
                        Rows.instant(row, "ended_at"),
                        row.getInt("begun"),
                        row.getInt("failed")))
                .list();
    }

    /** Begins whatever waits for it. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void goOn() {
        batches(jdbc.sql("select * from visit_batch where ended_at is null order by id"))
                .forEach(this::begin);
    }

    private void begin(Batch batch) {
        long last = 0;
        List<PlannedVisit> chunk = visits.planned(batch.task(), last, CHUNK);
        while (!chunk.isEmpty()) {
            last = chunk.get(chunk.size() - 1).id();
            VisitOpening.Common common = opening.common(batch.id(), batch.task(), chunk);
            // one after the other: two at a time are faster, and take the machine from those who sit in front of it
            together(chunk).forEach(each -> begin(each, common));
            chunk = visits.planned(batch.task(), last, CHUNK);
        }
        transaction.executeWithoutResult(status -> ended(batch));
    }

    private static Stream<List<PlannedVisit>> together(List<PlannedVisit> chunk) {
        return IntStream.iterate(0, from -> from < chunk.size(), from -> from + TOGETHER)
                .mapToObj(from -> chunk.subList(from, Math.min(from + TOGETHER, chunk.size())));
    }

    /** Begins some in one transaction; where one of them cannot, each in one of its own. */
    private void begin(List<PlannedVisit> planned, VisitOpening.Common common) {
        try {
            opening.begin(planned, common);
        } catch (RuntimeException e) {
            if (planned.size() > 1) {
                planned.forEach(each -> begin(List.of(each), common));
            } else {
                // it stays planned, and does not keep the others waiting
                log.warn(
                        "visit {} does not begin: {}",
                        planned.get(0).id(),
                        e instanceof Refusal refusal ? refusal.code() : e.getClass(),
                        e instanceof Refusal ? null : e);
                opening.failed(common.batch());
            }
        }
    }

    private void ended(Batch batch) {
        Batch done = batches(jdbc.sql("update visit_batch set ended_at = :at where id = :id returning *")
                        .param("id", batch.id())
                        .param("at", OfficialTime.of(now())))
                .get(0);
        trace.record(
                Act.of("visits.begun", "plan", batch.task())
                        .inCase(batch.task(), null)
                        .with("visits", done.begun())
                        .with("failed", done.failed()),
                Actor.SYSTEM);
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }
}
