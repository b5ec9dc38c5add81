package org.xieban.emergency.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.directive.Order;
import org.xieban.emergency.duty.RollCalls;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.plan.PlanContent;
import org.xieban.emergency.resource.Resource;
import org.xieban.emergency.resource.ResourceAssignments;
import org.xieban.emergency.resource.Resources;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** What a commander does on the page of his event. */
@Component
@Transactional
class CommandOrders {

    private final CommandAccess access;
    private final Directives directives;
    private final Resources resources;
    private final ResourceAssignments assignments;
    private final PlanPart plan;
    private final EventMoments moments;
    private final DutyPart duty;
    private final RollCalls rollCalls;
    private final OfficeTexts texts;

    CommandOrders(
            CommandAccess access,
            Directives directives,
            Resources resources,
            ResourceAssignments assignments,
            PlanPart plan,
            EventMoments moments,
            DutyPart duty,
            RollCalls rollCalls,
            OfficeTexts texts) {
        this.access = access;
        this.directives = directives;
        this.resources = resources;
        this.assignments = assignments;
        this.plan = plan;
        this.moments = moments;
        this.duty = duty;
        this.rollCalls = rollCalls;
        this.texts = texts;
    }

    /** An order of the plan, by its place in it. */
    @Transactional(readOnly = true)
    public Optional<PlanContent.PlannedOrder> planned(Event event, @Nullable Integer place) {
        return place == null
                ? Optional.empty()
                : plan.of(event)
                        .filter(found -> place >= 0 && place < found.orders().size())
                        .map(found -> found.orders().get(place));
    }

    /**
     * Orders something.
     *
     * @param key of this order: sent twice, it is given once
     * @return number of the directive
     * @throws Refusal {@code event.unknown} (404), {@code access.denied} (403), {@code directive.…} (409, 422)
     */
    public String give(String event, Order order, String key) {
        access.requireCommand(event);
        return directives.give(event, List.of(order), "command-" + key).get(0);
    }

    /**
     * Takes an order back.
     *
     * @param reason empty where it was given by mistake a moment ago
     * @throws Refusal as {@link #give}; {@code directive.unknown} (404) where it is none of this event
     */
    public void withdraw(String event, String number, String reason) {
        access.requireCommand(event);
        if (directives.find(number).filter(each -> each.event().equals(event)).isEmpty()) {
            throw Refusal.notFound("directive.unknown", number);
        }
        directives.withdraw(number, reason.isBlank() ? texts.office("emergency.command.mistaken") : reason);
    }

    /** What was given: how many of what. */
    record Assigned(long id, Resource resource, int amount) {

        Object[] words() {
            return new Object[] {resource.name(), amount, resource.unit()};
        }
    }

    /**
     * Gives some of a resource to the event.
     *
     * @param key under which it is given once, however often it is sent
     * @throws Refusal {@code event.unknown} (404), {@code access.denied} (403), and as {@link ResourceAssignments#assign}
     */
    public Assigned assign(String event, String resource, int amount, String key) {
        access.requireCommand(event);
        long id = assignments.assign(event, resource, amount, key);
        return new Assigned(id, resources.find(resource).orElseThrow(), amount);
    }

    /**
     * Gives back what the event had.
     *
     * @throws Refusal {@code event.unknown}, {@code emergencyResource.noAssignment} (404) where it is none of this event,
     *     {@code access.denied} (403), and as {@link ResourceAssignments#release}
     */
    public void release(String event, long assignment) {
        access.requireCommand(event);
        if (assignments.of(event).stream().noneMatch(each -> each.id() == assignment)) {
            throw Refusal.notFound("emergencyResource.noAssignment");
        }
        assignments.release(assignment);
    }

    /**
     * Asks those who are on duty for the event, or hold a post in it, whether they are there.
     *
     * @throws Refusal {@code event.unknown} (404), {@code access.denied} (403), {@code rollCall.…} (422)
     */
    public void callTheRoll(String eventCaseNo, int minutes) {
        Event event = access.requireCommand(eventCaseNo);
        List<RollCalls.Called> called = new ArrayList<>();
        for (DutyPart.Person each : duty.gather(moments.of(event))) {
            called.add(new RollCalls.Called(each.department(), each.officer(), each.why() == DutyPart.Why.LEADER));
        }
        rollCalls.ask(called, minutes, event.title());
    }
}
