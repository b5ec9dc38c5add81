package org.xieban.inspection;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.engine.Processes;
import org.xieban.inspection.draw.Draw;
import org.xieban.inspection.draw.DrawImpossibleException;
import org.xieban.inspection.draw.DrawRecord;
import org.xieban.inspection.register.InspectionSettings;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionLock;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * Prepares draws: an officer asks for it, and the product freezes the pools behind the scenes, since a million objects
 * take a while. Where they allow no draw, nothing of them is kept and the officer is asked again.
 */
@Component
class DrawPreparation {

    private static final Logger log = LoggerFactory.getLogger(DrawPreparation.class);

    private final DrawRepository draws;
    private final DrawPools pools;
    private final PlanRepository plans;
    private final CaseFacts facts;
    private final Processes processes;
    private final Notices notices;
    private final OfficeTexts texts;
    private final InspectionSettings settings;
    private final Trace trace;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;
    private final SecureRandom random = new SecureRandom();

    DrawPreparation(
            DrawRepository draws,
            DrawPools pools,
            PlanRepository plans,
            CaseFacts facts,
            Processes processes,
            Notices notices,
            OfficeTexts texts,
            InspectionSettings settings,
            Trace trace,
            Clock clock,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.draws = draws;
        this.pools = pools;
        this.plans = plans;
        this.facts = facts;
        this.processes = processes;
        this.notices = notices;
        this.texts = texts;
        this.settings = settings;
        this.trace = trace;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Has the pools of an approved plan frozen; soon after, what they come to is announced.
     *
     * @throws Refusal {@code draw.stateForbids} (409) where it is not approved or has a draw;
     *     {@code draw.impossible.POOL_EMPTY} (422) where nobody can be drawn
     */
    void order(InspectionPlan plan) {
        if (plan.state() != InspectionPlan.State.APPROVED
                || draws.of(plan.caseNo()).stream()
                        .anyMatch(draw -> draw.state().isOpen() || draw.state() == DrawState.DRAWN)) {
            throw Refusal.conflict("draw.stateForbids");
        }
        List<DrawPools.Stratum> strata = pools.preview(plan.terms());
        if (strata.stream().allMatch(stratum -> stratum.drawn() == 0)) {
            throw Refusal.rule("draw.impossible.POOL_EMPTY", "");
        }
        String id = plan.caseNo() + "-" + draws.next(plan.caseNo());
        int objects = strata.stream().mapToInt(DrawPools.Stratum::objects).sum();
        draws.insert(id, plan.caseNo(), settings.hash(), secret(), secret(), objects, OfficialTime.now(clock));
        trace.record(Draws.act("draw.ordered", id, plan.caseNo()).with("objects", objects));
    }

    private byte[] secret() {
        byte[] secret = new byte[Draw.SEED];
        random.nextBytes(secret);
        return secret;
    }

    /** Freezes whatever waits for it, one after the other. */
    void freezeAll() {
        for (String id : draws.freezing()) {
            try {
                transaction.executeWithoutResult(status -> freeze(id));
            } catch (Refusal impossible) {
                transaction.executeWithoutResult(status -> fail(id, impossible));
            } catch (RuntimeException e) {
                // it is tried again, and does not keep the others waiting
                log.warn("the pools of draw {} are not frozen", id, e);
            }
        }
    }

    private void freeze(String id) {
        // two draws at once could both use up the last visit of one object
        TransactionLock.hold(jdbc, Visits.LOCK);
        PlanDraw draw = draws.find(id).orElseThrow();
        if (draw.state() != DrawState.FREEZING) {
            return;
        }
        InspectionPlan plan = plans.find(draw.plan()).orElseThrow();
        reached(id, DrawStage.OBJECTS);
        pools.freeze(id, draws.key(id), plan);
        reached(id, DrawStage.RULES);
        draws.overlapping(id).ifPresent(other -> {
            throw Refusal.conflict("draw.overlaps", other);
        });
        DrawRecord announced;
        try {
            announced = DrawRecord.announced(pools.terms(id, draw.hash(), plan), draws.seed(id));
        } catch (DrawImpossibleException impossible) {
            throw refusal(id, impossible);
        }
        reached(id, DrawStage.RECORD);
        draws.frozen(id, announced);
        trace.record(
                Draws.act("draw.prepared", id, plan.caseNo())
                        .with("objects", announced.terms().objects().size())
                        .with("inspectors", announced.terms().inspectors().size()),
                Actor.SYSTEM);
        facts.put(plan.caseNo(), CaseFiles.APPLICATION, Map.of("notFrozenShown", ""));
        processes.tell(PlanModel.POOLS_FROZEN, plan.caseNo(), null);
    }

    /** Whoever looks sees it at once, while the pools are still being written. */
    private void reached(String id, DrawStage stage) {
        apart.executeWithoutResult(status -> draws.stage(id, stage));
    }

    private Refusal refusal(String draw, DrawImpossibleException impossible) {
        String[] where = impossible.where().split(" ", 2);
        return impossible.reason() == DrawImpossibleException.Reason.INSPECTORS
                ? Refusal.rule(
                        "draw.impossible.INSPECTORS",
                        where[0],
                        draws.name(draw, where[where.length - 1]).orElse(""))
                : Refusal.rule("draw.impossible." + impossible.reason(), impossible.where());
    }

    private void fail(String id, Refusal impossible) {
        PlanDraw draw = draws.find(id).orElseThrow();
        String why = texts.office(
                "problem." + impossible.code(), impossible.arguments().toArray());
        draws.over(id, DrawState.FAILED, why, OfficialTime.now(clock));
        trace.record(Draws.act("draw.notPrepared", id, draw.plan()).with("reason", why), Actor.SYSTEM);
        facts.put(draw.plan(), CaseFiles.APPLICATION, Map.of("notFrozenShown", why));
        processes.tell(PlanModel.POOLS_NOT_FROZEN, draw.plan(), null);
        plans.find(draw.plan())
                .ifPresent(plan -> notices.send(
                        Audience.group(Group.name(plan.lead(), Role.HANDLER)),
                        "inspection.draw.told.notPrepared",
                        List.of(draw.title()),
                        "/inspection/plans/" + draw.plan()));
    }
}
