package org.xieban.inspection;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.engine.Processes;
import org.xieban.inspection.draw.DrawImpossibleException;
import org.xieban.inspection.draw.DrawRecord;
import org.xieban.inspection.draw.DrawTerms;
import org.xieban.ledger.checkpoints.ActProof;
import org.xieban.ledger.checkpoints.Checkpoints;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/**
 * The draws of plans: an officer has the pools frozen, the product enters their fingerprint and the commitment to a secret
 * seed into the public log, an officer begins, and the first checkpoint over that decides together with the seed. Which
 * checkpoint it is nobody chooses, and the result is kept once.
 */
@Component
@Transactional
class Draws {

    static final String LIST = "inspection/draws";
    static final String VISITS = "inspection/draw-visits";

    static final String ANNOUNCED = "draw.announced";
    private static final String BEGUN = "draw.begun";

    private static final Logger log = LoggerFactory.getLogger(Draws.class);

    private final DrawRepository draws;
    private final DrawPools pools;
    private final PlanRepository plans;
    private final Visits visits;
    private final Checkpoints checkpoints;
    private final Processes processes;
    private final Notices notices;
    private final DrawPreparation preparation;
    private final Trace trace;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Draws(
            DrawRepository draws,
            DrawPools pools,
            PlanRepository plans,
            Visits visits,
            Checkpoints checkpoints,
            Processes processes,
            Notices notices,
            DrawPreparation preparation,
            Trace trace,
            Clock clock,
            TransactionTemplate transaction) {
        this.draws = draws;
        this.pools = pools;
        this.plans = plans;
        this.visits = visits;
        this.checkpoints = checkpoints;
        this.processes = processes;
        this.notices = notices;
        this.preparation = preparation;
        this.trace = trace;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * The draw of a plan that can be begun, kept from others until the transaction ends.
     *
     * @throws Refusal {@code draw.begun} (409) where it was begun already; {@code draw.notAnnounced} (409) where the
     *     public log has not heard of it
     */
    PlanDraw requireReady(String plan) {
        PlanDraw draw = draws.lockOpen(plan).orElseThrow(() -> Refusal.conflict("draw.stateForbids"));
        if (draw.state() == DrawState.BEGUN) {
            throw Refusal.conflict("draw.begun", draw.id());
        }
        if (checkpoints.firstOver(plan, ANNOUNCED, draw.id()).isEmpty()) {
            throw Refusal.conflict("draw.notAnnounced");
        }
        return draw;
    }

    /**
     * Begins the draw of a plan: from now on nobody can do anything about its outcome.
     *
     * @throws Refusal as {@link #requireReady}
     */
    void begin(String plan) {
        PlanDraw draw = requireReady(plan);
        draws.begun(draw.id(), OfficialTime.now(clock));
        trace.record(act(BEGUN, draw.id(), plan));
    }

    /** Takes every draw that goes on by itself one step further, each in a transaction of its own. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void goOn() {
        preparation.freezeAll();
        for (String id : draws.waiting()) {
            try {
                transaction.executeWithoutResult(status -> draws.lock(id).ifPresent(this::goOn));
            } catch (RuntimeException e) {
                // it is tried again, and does not keep the others waiting
                log.warn("draw {} does not go on", id, e);
            }
        }
    }

    private void goOn(PlanDraw draw) {
        if (draw.state() == DrawState.PREPARED) {
            announce(draw);
        } else if (draw.state() == DrawState.BEGUN) {
            checkpoints.firstOver(draw.plan(), BEGUN, draw.id()).ifPresent(note -> carryOut(draw, note));
        }
    }

    /** In the name of the product, so that the act can be shown to everybody. */
    private void announce(PlanDraw draw) {
        draws.announced(draw.id(), OfficialTime.now(clock));
        trace.record(
                act(ANNOUNCED, draw.id(), draw.plan())
                        .with("fingerprint", draw.fingerprint())
                        .with("commitment", draw.commitment()),
                Actor.SYSTEM);
        plans.find(draw.plan())
                .ifPresent(plan ->
                        tell(plan.lead(), "inspection.draw.told.announced", draw, "/public/draws/" + draw.id()));
    }

    private void carryOut(PlanDraw draw, String note) {
        InspectionPlan plan = plans.find(draw.plan()).orElseThrow();
        Instant now = OfficialTime.now(clock);
        byte[] seed = draws.seed(draw.id());
        DrawRecord announced = asAnnounced(draw, plan, seed).orElse(null);
        if (announced == null) {
            draws.ended(draw.id(), DrawState.VOID, null, now);
            trace.record(act("draw.voided", draw.id(), draw.plan()), Actor.SYSTEM);
            processes.tell(PlanModel.DRAW_VOID, draw.plan(), null);
            tell(plan.lead(), "inspection.draw.told.void", draw, "/public/draws/" + draw.id());
            notices.send(
                    Audience.roles(Role.SUPERVISOR),
                    "inspection.draw.told.void",
                    List.of(draw.title()),
                    "/public/draws/" + draw.id());
            return;
        }
        DrawRecord drawn = announced.drawn(seed, note);
        draws.insert(draw.id(), drawn.visits());
        draws.ended(draw.id(), DrawState.DRAWN, drawn, now);
        trace.record(
                act("draw.carriedOut", draw.id(), draw.plan())
                        .with("visits", drawn.visits().size()),
                Actor.SYSTEM);
        visits.plan(draw, plan, drawn.visits());
        processes.tell(PlanModel.DRAWN, draw.plan(), null);
        plan.departments()
                .forEach(department ->
                        tell(department, "inspection.draw.told.drawn", draw, "/inspection/plans/" + draw.plan()));
    }

    private void tell(String department, String textKey, PlanDraw draw, String href) {
        notices.send(Audience.group(Group.name(department, Role.HANDLER)), textKey, List.of(draw.title()), href);
    }

    /** What was announced, as the tables have it now; empty where that is something else. */
    private Optional<DrawRecord> asAnnounced(PlanDraw draw, InspectionPlan plan, byte[] seed) {
        DrawTerms terms;
        try {
            terms = pools.terms(draw.id(), draw.hash(), plan);
        } catch (DrawImpossibleException changed) {
            return Optional.empty();
        }
        DrawRecord now = DrawRecord.announced(terms, seed);
        return now.fingerprint().equals(draw.fingerprint()) && now.commitment().equals(draw.commitment())
                ? Optional.of(now)
                : Optional.empty();
    }

    static Act act(String name, String id, String plan) {
        return Act.of(name, "draw", id).inCase(plan, null);
    }

    /** The draws of a plan, the latest first. */
    @Transactional(readOnly = true)
    public List<PlanDraw> of(String plan) {
        return draws.of(plan);
    }

    /**
     * A draw that the public knows of.
     *
     * @throws Refusal {@code draw.unknown} (404)
     */
    @Transactional(readOnly = true)
    public PlanDraw require(String id) {
        return draws.find(id)
                .filter(draw -> draw.announcedAt() != null)
                .orElseThrow(() -> Refusal.notFound("draw.unknown", id));
    }

    /** Those that the public knows of, the latest first. */
    @Transactional(readOnly = true)
    public Listing<PlanDraw> list(PageRequest page) {
        String after = page.after() == null ? null : page.after().text(0);
        return page.listing(
                draws.published(after, page.limit()), draws.countPublished(), draw -> new Object[] {draw.id()});
    }

    /** What was drawn. */
    @Transactional(readOnly = true)
    Listing<DrawRepository.DrawnVisit> visits(PlanDraw draw, PageRequest page) {
        Long after = page.after() == null ? null : page.after().number(0);
        return page.listing(
                draws.visits(draw.id(), after == null ? 0 : after, page.limit()), (long) draw.visits(), visit ->
                        new Object[] {visit.position()});
    }

    /**
     * The record as it is published.
     *
     * @throws Refusal {@code draw.unknown} (404)
     */
    @Transactional(readOnly = true)
    InputStream record(String id) {
        return draws.record(id).orElseThrow(() -> Refusal.notFound("draw.unknown", id));
    }

    /** The announcement with what proves that it stood in the log before; empty for some seconds. */
    @Transactional(readOnly = true)
    Optional<ActProof> announcement(PlanDraw draw) {
        return checkpoints.proof(draw.plan(), ANNOUNCED, draw.id());
    }
}
