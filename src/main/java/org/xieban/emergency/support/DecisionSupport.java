package org.xieban.emergency.support;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.SqlCondition;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.duty.DutyRoster;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanContent;
import org.xieban.emergency.plan.PlanVersion;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.emergency.resource.Assignment;
import org.xieban.emergency.resource.Resource;
import org.xieban.emergency.resource.ResourceAssignments;
import org.xieban.emergency.resource.Resources;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** What is known beforehand and elsewhere, for those who command in an event. */
@Component
@Transactional
public class DecisionSupport {

    /** So many past events are looked at, the newest. */
    private static final int LOOKED_AT = 50;

    /** Below that many points of a hundred nobody would call them alike. */
    private static final int LEAST = 40;

    private static final int NEAREST = 3;
    private static final int NEAR_DEPARTMENTS = 200;
    private static final int LONGEST_NOTE = 500;

    private final SupportStore store;
    private final Events events;
    private final Directives directives;
    private final ResponsePlans plans;
    private final Resources resources;
    private final ResourceAssignments assignments;
    private final DutyRoster roster;
    private final Departments departments;
    private final CaseAccess access;
    private final Trace trace;
    private final Clock clock;

    DecisionSupport(
            SupportStore store,
            Events events,
            Directives directives,
            ResponsePlans plans,
            Resources resources,
            ResourceAssignments assignments,
            DutyRoster roster,
            Departments departments,
            CaseAccess access,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.events = events;
        this.directives = directives;
        this.plans = plans;
        this.resources = resources;
        this.assignments = assignments;
        this.roster = roster;
        this.departments = departments;
        this.access = access;
        this.trace = trace;
        this.clock = clock;
    }

    /** The plan for the level of the response; before there is one, for the grade of the event. */
    @Transactional(readOnly = true)
    public Optional<PlanVersion> plan(Event event) {
        Grade level = event.level() == null ? event.grade() : event.level();
        return level == null ? Optional.empty() : plans.proposal(event.kind(), level);
    }

    /** The past events most like one, those that whoever is signed in does not see left out; the most alike first. */
    @Transactional(readOnly = true)
    public List<SimilarEvent> similar(Event event, int limit) {
        return store.past(event, seenWhole(access), LOOKED_AT).stream()
                .flatMap(caseNo -> events.find(caseNo).stream())
                .map(each -> new SimilarEvent(each, Likeness.of(event, each), List.of()))
                .filter(each -> each.likeness().total() >= LEAST)
                .sorted(Comparator.comparing(
                        (SimilarEvent each) -> -each.likeness().total()))
                .limit(limit)
                .map(each -> new SimilarEvent(
                        each.event(), each.likeness(), orders(each.event().caseNo())))
                .toList();
    }

    /** The condition that leaves the events of which whoever is signed in sees the whole. */
    static SqlCondition seenWhole(CaseAccess access) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return officer.has(Role.SUPERVISOR)
                ? access.visibleTo(officer, "e.case_no")
                : access.wholeTo(officer, "e.case_no");
    }

    private List<OrderTimes> orders(String caseNo) {
        List<Directive> all = new ArrayList<>(directives.of(caseNo));
        Collections.reverse(all);
        return all.stream().map(OrderTimes::of).toList();
    }

    /** What the plan wants to be brought, what the event has of it, and the nearest that can be had. */
    @Transactional(readOnly = true)
    public List<NeededResource> resources(Event event) {
        Map<Resource.Kind, Integer> needed = new EnumMap<>(Resource.Kind.class);
        plan(event).ifPresent(plan -> plan.resources().forEach(need -> needed.put(need.kind(), need.amount())));
        Map<Resource.Kind, Integer> there = new EnumMap<>(Resource.Kind.class);
        for (Assignment each : assignments.standing(event.caseNo())) {
            there.merge(each.kind(), each.amount(), Integer::sum);
            needed.putIfAbsent(each.kind(), 0);
        }
        if (needed.isEmpty()) {
            for (Resource.Kind kind : Resource.Kind.values()) {
                needed.put(kind, 0);
            }
        }
        Map<Resource.Kind, List<Resources.Near>> free =
                resources.nearestFreeOfEach(event.longitude(), event.latitude(), NEAREST);
        List<NeededResource> all = new ArrayList<>();
        needed.forEach((kind, amount) -> all.add(
                new NeededResource(kind, amount, there.getOrDefault(kind, 0), free.getOrDefault(kind, List.of()))));
        return all;
    }

    /**
     * The departments that can be ordered something: those of the plan, those that have something near, and those where
     * somebody is on duty; the free ones first, the nearest first of those.
     */
    @Transactional(readOnly = true)
    public List<DepartmentStanding> departments(Event event) {
        Map<String, Resources.Near> nearest = new HashMap<>();
        BigDecimal longitude = event.longitude();
        BigDecimal latitude = event.latitude();
        if (longitude != null && latitude != null) {
            resources
                    .nearestFree(null, longitude, latitude, NEAR_DEPARTMENTS)
                    .forEach(each -> nearest.putIfAbsent(each.resource().department(), each));
        }
        Map<String, Set<String>> onDuty = roster.onDuty(clock.instant());
        Set<String> codes = new HashSet<>(nearest.keySet());
        codes.addAll(onDuty.keySet());
        plan(event).ifPresent(plan -> plan.orders().stream()
                .map(PlanContent.PlannedOrder::department)
                .forEach(codes::add));
        Map<String, Long> open = store.openOrders();
        return departments.all().stream()
                .filter(each -> codes.contains(each.code()))
                .map(each -> new DepartmentStanding(
                        each.code(),
                        open.getOrDefault(each.code(), 0L),
                        List.copyOf(onDuty.getOrDefault(each.code(), Set.of())),
                        metres(event, each.seat()),
                        nearest.get(each.code())))
                .sorted(DepartmentStanding.NEAR_AND_FREE)
                .toList();
    }

    private static @Nullable Long metres(Event event, Department.Seat seat) {
        BigDecimal longitude = event.longitude();
        BigDecimal latitude = event.latitude();
        return longitude == null || latitude == null || seat.longitude() == null || seat.latitude() == null
                ? null
                : Math.round(Likeness.metres(longitude, latitude, seat.longitude(), seat.latitude()));
    }

    /** What the plan demands, and whether it is done; empty where there is no plan. */
    @Transactional(readOnly = true)
    public List<CheckedItem> checklist(Event event) {
        PlanVersion plan = plan(event).orElse(null);
        if (plan == null) {
            return List.of();
        }
        List<Directive> ordered = directives.standing(event.caseNo());
        Map<String, CheckedItem.Tick> ticks = store.ticks(event.caseNo());
        return plan.checklist().stream()
                .map(item -> new CheckedItem(
                        item.code(),
                        item.text(),
                        ordered.stream()
                                .filter(each -> item.code().equals(each.planItem()))
                                .toList(),
                        ticks.get(item.code())))
                .toList();
    }

    /**
     * Ticks what was done without an order, or takes the tick back.
     *
     * @param note what there is to say of it, at most 500 characters
     * @throws Refusal {@code event.unknown} (404), {@code access.denied} (403), {@code checklist.noItem}, {@code
     *     checklist.tickedAlready}, {@code checklist.notTicked}, {@code checklist.over} (409), {@code checklist.note} (422)
     */
    public void tick(String eventCaseNo, String item, boolean done, String note) {
        Event event = events.require(eventCaseNo);
        if (!directives.mayCommand(event)) {
            throw Refusal.forbidden("access.denied");
        }
        String said = note.strip();
        if (said.length() > LONGEST_NOTE) {
            throw Refusal.rule("checklist.note", LONGEST_NOTE);
        }
        if (events.lock(eventCaseNo).state() == Event.State.CLOSED) {
            throw Refusal.conflict("checklist.over");
        }
        PlanContent.Item of = plan(event)
                .flatMap(plan -> plan.content().item(item))
                .orElseThrow(() -> Refusal.conflict("checklist.noItem"));
        String by = CaseAccess.requireOfficer().login();
        if (done
                ? !store.tick(eventCaseNo, item, by, OfficialTime.now(clock), said)
                : !store.untick(eventCaseNo, item)) {
            throw Refusal.conflict(done ? "checklist.tickedAlready" : "checklist.notTicked");
        }
        Act act = Act.of(done ? "checklist.ticked" : "checklist.unticked", "event", eventCaseNo)
                .inCase(eventCaseNo, null)
                .with("planItem", of.text());
        trace.record(said.isEmpty() ? act : act.with("note", said));
    }
}
