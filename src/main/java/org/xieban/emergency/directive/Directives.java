package org.xieban.emergency.directive;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.InternalCases;
import org.xieban.casefile.SqlCondition;
import org.xieban.directory.Group;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.engine.Processes;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionMemory;
import org.xieban.web.Refusal;

/**
 * The directives of events: given, withdrawn, and how they stand. Whether whoever is signed in may order something is for
 * the caller to ask, by {@link #mayCommand}: the steps of other processes give directives, too.
 */
@Component
@Transactional
public class Directives {

    private final DirectiveStore store;
    private final InstructionStore instructions;
    private final DirectiveRules rules;
    private final DirectiveShown shown;
    private final DirectiveOutreach outreach;
    private final Events events;
    private final InternalCases cases;
    private final CaseAccess access;
    private final Officers officers;
    private final Processes processes;
    private final ApplicationEventPublisher publisher;
    private final Trace trace;
    private final Clock clock;
    private final TransactionMemory<String, String> commanding = new TransactionMemory<>();
    private final TransactionMemory<String, String> executing = new TransactionMemory<>();

    Directives(
            DirectiveStore store,
            InstructionStore instructions,
            DirectiveRules rules,
            DirectiveShown shown,
            DirectiveOutreach outreach,
            Events events,
            InternalCases cases,
            CaseAccess access,
            Officers officers,
            Processes processes,
            ApplicationEventPublisher publisher,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.instructions = instructions;
        this.rules = rules;
        this.shown = shown;
        this.outreach = outreach;
        this.events = events;
        this.cases = cases;
        this.access = access;
        this.officers = officers;
        this.processes = processes;
        this.publisher = publisher;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Gives directives, each a case of its own with a process of its own, in the caller's transaction. What was given under
     * a key is not given again.
     *
     * @param key the caller's own, at most 200 characters; of this event
     * @return their numbers, in the order of the orders; the same ones again for the same key
     * @throws Refusal {@code directive.unverified}, {@code directive.eventOver} (409); {@code directive.invalid} (422)
     *     naming every field at fault; {@code event.unknown} (404)
     */
    public List<String> give(String eventCaseNo, List<Order> orders, String key) {
        return give(eventCaseNo, orders, new DirectiveStore.Origin(key, null, null));
    }

    /**
     * Gives what a plan orders at once when an alarm opens an event (先期处置): in the name of that plan, before anybody has
     * verified what the alarm says. Once in an event.
     *
     * @return their numbers, in the order of the orders; those that were given already where they were
     * @throws Refusal as {@link #give(String, List, String)}, but not for an event that is not verified
     */
    public List<String> giveAtOnce(String eventCaseNo, List<Order> orders, Directive.Plan plan) {
        return give(eventCaseNo, orders, new DirectiveStore.Origin("at-once", null, null, plan));
    }

    /** The same, for an instruction from above or a request for support. */
    List<String> give(String eventCaseNo, List<Order> orders, DirectiveStore.Origin origin) {
        // one after the other: a repetition waits until what it repeats is there
        Event event = events.lock(eventCaseNo);
        List<String> before = store.given(eventCaseNo, origin.key());
        if (!before.isEmpty()) {
            return before;
        }
        DirectiveRules.checkOpen(event, origin.plan() != null);
        rules.check(orders, origin.key());
        Instant now = OfficialTime.now(clock);
        List<String> numbers = register(event, orders, origin, now);
        store.insert(event, orders, numbers, origin, signedIn(), now);
        for (int i = 0; i < orders.size(); i++) {
            trace.record(sent(event, orders.get(i), numbers.get(i), origin, now));
        }
        start(event, orders, numbers);
        outreach.given(event, orders, numbers, origin.plan());
        trace.record(Act.of("directive.given", "event", eventCaseNo)
                .inCase(eventCaseNo, null)
                .with("directives", numbers)
                .with("plan", shown.named(origin.plan()))
                .with(
                        "department",
                        orders.stream().map(Order::department).distinct().toList()));
        numbers.forEach(number -> publisher.publishEvent(new DirectiveChanged(eventCaseNo, number)));
        return numbers;
    }

    private List<String> register(Event event, List<Order> orders, DirectiveStore.Origin origin, Instant now) {
        String from = origin.instruction();
        Instruction instruction =
                from == null ? null : instructions.find(from).orElseThrow(() -> Instructions.unknown(from));
        return cases
                .registerFor(
                        DirectiveModel.ITEM,
                        orders.stream()
                                .map(order -> new InternalCases.Given(
                                        order.department(),
                                        new InternalCases.Asked(
                                                event.lead(),
                                                shown.title(event, order),
                                                shown.of(event, order, instruction, origin.plan(), now),
                                                event.caseNo())))
                                .toList())
                .stream()
                .map(CaseFile::number)
                .toList();
    }

    private Act sent(Event event, Order order, String number, DirectiveStore.Origin origin, Instant now) {
        return act("directive.sent", number)
                .with("department", order.department())
                .with(
                        "acknowledgeBy",
                        OfficialTime.of(now.plus(order.acknowledgeWithin())).toString())
                .with(
                        "completeBy",
                        OfficialTime.of(now.plus(order.completeWithin())).toString())
                .with("plan", shown.named(origin.plan()))
                .with("drill", event.drill());
    }

    private void start(Event event, List<Order> orders, List<String> numbers) {
        String group = commandGroup(event.lead());
        List<Processes.Start> starts = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            starts.add(new Processes.Start(
                    numbers.get(i),
                    List.of(
                            DirectiveModel.DEPARTMENT.is(order.department()),
                            DirectiveModel.COMMAND_GROUP.is(group),
                            DirectiveModel.EXECUTING_GROUP.is(executingGroup(order.department(), group)),
                            DirectiveModel.ACKNOWLEDGE_MINUTES.is(
                                    order.acknowledgeWithin().toMinutes()))));
        }
        processes.start(DirectiveModel.PROCESS, starts);
    }

    /** Those who command for the department that leads. */
    String commandGroup(String lead) {
        return commanding.get(lead, this::findCommandGroup);
    }

    private String findCommandGroup(String lead) {
        return DirectiveAccess.COMMANDING.stream()
                .filter(role -> !officers.withRole(role, lead).isEmpty())
                .findFirst()
                .map(role -> Group.name(lead, role))
                .orElseThrow(() -> Refusal.rule("directive.nobodyCommands", lead));
    }

    private String executingGroup(String department, String group) {
        return executing.get(
                department,
                of -> officers.membersOf(of).stream().anyMatch(officer -> officer.posts().stream()
                                .filter(post -> post.departmentCode().equals(of))
                                .anyMatch(post -> post.roles().stream().anyMatch(Role::holdsTasks)))
                        ? of
                        : group);
    }

    /** Those of an event, the last given first; whether whoever asks may see them is for the caller to know. */
    @Transactional(readOnly = true)
    public List<Directive> of(String eventCaseNo) {
        return store.of(eventCaseNo, SqlCondition.ALL);
    }

    /** Those of an event that were not withdrawn, as {@link #of}. */
    @Transactional(readOnly = true)
    public List<Directive> standing(String eventCaseNo) {
        return of(eventCaseNo).stream()
                .filter(each -> each.state() != Directive.State.WITHDRAWN)
                .toList();
    }

    /** Those of an event that whoever is signed in sees, the last given first. */
    @Transactional(readOnly = true)
    public List<Directive> visible(String eventCaseNo) {
        return store.of(eventCaseNo, access.visibleTo(CaseAccess.requireOfficer(), "d.case_no"));
    }

    /**
     * Whether whoever is signed in works for a department that was ordered something in an event: then he may look at how
     * it stands, though its case is not his department's.
     */
    @Transactional(readOnly = true)
    public boolean ordered(String eventCaseNo) {
        return CaseAccess.officer()
                .filter(DirectiveAccess::holdsTasks)
                .filter(officer -> store.orders(eventCaseNo, officer.departmentCode()))
                .isPresent();
    }

    /** How many of an event are neither completed nor withdrawn. */
    @Transactional(readOnly = true)
    public long open(String eventCaseNo) {
        return store.countOpen(eventCaseNo);
    }

    /** The directive of that number; whether whoever asks may see it is for the caller to know. */
    @Transactional(readOnly = true)
    public Optional<Directive> find(String number) {
        return store.find(number);
    }

    /**
     * The directive, if whoever is signed in sees its case.
     *
     * @throws Refusal {@code directive.unknown} (404)
     */
    @Transactional(readOnly = true)
    public Directive require(String number) {
        return find(number)
                .filter(found -> access.maySee(CaseAccess.requireOfficer(), number))
                .orElseThrow(() -> unknown(number));
    }

    /** Whether whoever is signed in gives and withdraws directives in an event. */
    public boolean mayCommand(Event event) {
        return DirectiveAccess.mayCommand(event);
    }

    /**
     * Withdraws one at whatever point; what was reported of it stays.
     *
     * @param reason told to whoever has it, at most 2000 characters
     * @throws Refusal {@code directive.withdrawn}, {@code directive.completed} (409), saying who was first; {@code
     *     directive.invalid} (422) without a reason; {@code directive.unknown} (404)
     */
    public void withdraw(String number, String reason) {
        String why = DirectiveRules.said("reason", "directive.noReason", reason);
        Directive directive = lockOpen(number);
        Instant now = OfficialTime.now(clock);
        store.ended(number, Directive.State.WITHDRAWN, new Directive.End(signedIn(), now, why));
        trace.record(act("directive.withdrawn", number)
                .with("department", directive.department())
                .with("reason", why));
        if (!processes.tell(DirectiveModel.WITHDRAWN, number, null)) {
            throw new IllegalStateException("the process of " + number + " does not run");
        }
        changed(directive);
    }

    /**
     * One that is open, held until the end of the transaction.
     *
     * @throws Refusal {@code directive.withdrawn}, {@code directive.completed} (409), saying who was first
     */
    Directive lockOpen(String number) {
        Directive directive = store.lock(number).orElseThrow(() -> unknown(number));
        Directive.End end = directive.end();
        if (end != null) {
            throw Refusal.conflict(
                    directive.state() == Directive.State.WITHDRAWN ? "directive.withdrawn" : "directive.completed",
                    named(end.by()),
                    OfficialTime.minute(end.at()));
        }
        return directive;
    }

    /** What somebody is called; the product by its login. */
    String named(String login) {
        return officers.find(login).map(officer -> officer.name()).orElse(login);
    }

    void changed(Directive directive) {
        publisher.publishEvent(new DirectiveChanged(directive.event(), directive.number()));
    }

    static Act act(String name, String number) {
        return Act.of(name, "directive", number).inCase(number, null);
    }

    /** Login of whoever is signed in, or the product's. */
    static String signedIn() {
        return CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id());
    }

    static Refusal unknown(String number) {
        return Refusal.notFound("directive.unknown", number);
    }
}
