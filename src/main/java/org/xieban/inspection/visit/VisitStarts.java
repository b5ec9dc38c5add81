package org.xieban.inspection.visit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.engine.Processes;
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
 * Makes cases of planned visits, in the background: each in a transaction of its own, so that thousands of them neither
 * wait for each other nor hold anybody up. What a crash interrupts goes on where it was.
 */
@Component
@Transactional
public class VisitStarts {

    private static final Logger log = LoggerFactory.getLogger(VisitStarts.class);

    /** Visits that are looked up at a time. */
    private static final int CHUNK = 200;

    /** While one waits for its commit the other works; more would take the machine from those who sit in front of it. */
    private static final int WORKERS = 2;

    private final JdbcClient jdbc;
    private final Visits visits;
    private final VisitRepository rows;
    private final VisitForms forms;
    private final Doors doors;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final Processes processes;
    private final Proposers proposers;
    private final Trace trace;
    private final Clock clock;
    private final TransactionTemplate transaction;

    VisitStarts(
            JdbcClient jdbc,
            Visits visits,
            VisitRepository rows,
            VisitForms forms,
            Doors doors,
            InternalCases internalCases,
            CaseFiles cases,
            Processes processes,
            Proposers proposers,
            Trace trace,
            Clock clock,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.visits = visits;
        this.rows = rows;
        this.forms = forms;
        this.doors = doors;
        this.internalCases = internalCases;
        this.cases = cases;
        this.processes = processes;
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
                        Objects.requireNonNull(Rows.instant(row, "requested_at")),
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
        String asking = cases.require(batch.task()).registeredDepartment();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            long last = 0;
            List<PlannedVisit> chunk = visits.planned(batch.task(), last, CHUNK);
            while (!chunk.isEmpty()) {
                last = chunk.get(chunk.size() - 1).id();
                doors.make(chunk.stream().map(PlannedVisit::creditCode).toList());
                Common common = new Common(
                        batch.task(),
                        asking,
                        rows.known(chunk),
                        forms.names(chunk.stream()
                                .flatMap(visit -> visit.teams().values().stream())
                                .flatMap(team -> team.inspectors().stream())));
                begin(batch, chunk, common, workers);
                chunk = visits.planned(batch.task(), last, CHUNK);
            }
        } finally {
            workers.shutdown();
        }
        transaction.executeWithoutResult(status -> ended(batch));
    }

    /**
     * What the visits of a chunk have in common, looked up once.
     *
     * @param asking department whose task it is
     */
    private record Common(String task, String asking, VisitRepository.Known known, VisitForms.Names names) {}

    private void begin(Batch batch, List<PlannedVisit> chunk, Common common, ExecutorService workers) {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        CompletableFuture.allOf(chunk.stream()
                        .map(planned -> CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        if (Boolean.TRUE.equals(
                                                transaction.execute(status -> begin(planned, common)))) {
                                            begun.incrementAndGet();
                                        }
                                    } catch (RuntimeException e) {
                                        // it stays planned, and does not keep the others waiting
                                        log.warn("visit {} does not begin", planned.id(), e);
                                        failed.incrementAndGet();
                                    }
                                },
                                workers))
                        .toArray(CompletableFuture[]::new))
                .join();
        counted(batch, begun.get(), failed.get());
    }

    /** Begins one; false where it is no longer planned, or somebody else is at it. */
    private boolean begin(PlannedVisit looked, Common common) {
        PlannedVisit planned = visits.hold(looked.id()).orElse(null);
        if (planned == null) {
            return false;
        }
        String lead = planned.teams().containsKey(common.asking())
                ? common.asking()
                : planned.teams().firstKey();
        // somebody may have joined meanwhile
        boolean same = planned.equals(looked);
        Visit visit = rows.beginning(planned, lead, same ? common.known() : rows.known(List.of(planned)));
        CaseFile file = internalCases.registerOwn(
                VisitModel.ITEM,
                lead,
                visit.object().name(),
                same ? forms.of(visit, common.names()) : forms.of(visit),
                common.task());
        visits.begin(planned.id(), file.number(), lead);
        processes.start(
                VisitModel.PROCESS,
                file.number(),
                List.of(
                        VisitModel.LEAD_DEPARTMENT.is(lead),
                        VisitModel.NOTICE_DUE.is(visit.announced()),
                        // the engine keeps the list as JSON
                        VisitModel.INSPECTING_DEPARTMENTS.is(
                                new ArrayList<>(planned.teams().keySet()))));
        return true;
    }

    private void counted(Batch batch, int begun, int failed) {
        jdbc.sql("update visit_batch set begun = begun + :begun, failed = failed + :failed where id = :id")
                .param("id", batch.id())
                .param("begun", begun)
                .param("failed", failed)
                .update();
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
