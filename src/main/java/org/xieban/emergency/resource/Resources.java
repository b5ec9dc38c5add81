package org.xieban.emergency.resource;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.KeptEntry;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventClosed;
import org.xieban.emergency.event.EventRefuted;
import org.xieban.emergency.event.Events;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;
import org.xieban.web.CsvReader;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;
import org.xieban.web.TableRows;

/** The resources there are: each department keeps its own, duty commanders give any to an event. */
@Component("emergencyResources")
@Transactional
public class Resources {

    static final String LIST = "emergency/resources";

    private static final int ALL = 100_000;
    private static final int LOOKED_AT = 50;

    private final ResourceStore store;
    private final AssignmentStore assignments;
    private final Events events;
    private final Contacts contacts;
    private final Departments departments;
    private final Officers officers;
    private final Regions regions;
    private final CaseAccess access;
    private final Trace trace;
    private final Clock clock;

    Resources(
            ResourceStore store,
            AssignmentStore assignments,
            Events events,
            Contacts contacts,
            Departments departments,
            Officers officers,
            Regions regions,
            CaseAccess access,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.assignments = assignments;
        this.events = events;
        this.contacts = contacts;
        this.departments = departments;
        this.officers = officers;
        this.regions = regions;
        this.access = access;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * A resource of which some can be had.
     *
     * @param metres how far away it is along the surface; null where that is not known
     */
    public record Near(Resource resource, @Nullable Long metres) {}

    /** The nearest of which some can be had, the nearest first; those without coordinates are nowhere. */
    @Transactional(readOnly = true)
    public List<Near> nearestFree(Resource.@Nullable Kind kind, BigDecimal longitude, BigDecimal latitude, int limit) {
        return store.nearestFree(kind, longitude, latitude, limit);
    }

    /**
     * The nearest of each kind of which some can be had, the nearest first; those without coordinates last.
     *
     * @param longitude with the latitude; null where nothing can be said to be near
     */
    @Transactional(readOnly = true)
    public Map<Resource.Kind, List<Near>> nearestFreeOfEach(
            @Nullable BigDecimal longitude, @Nullable BigDecimal latitude, int limit) {
        return store.nearestFreeOfEach(longitude, latitude, limit).stream()
                .collect(Collectors.groupingBy(each -> each.resource().kind()));
    }

    /** What an event has and had, the newest first; for whoever sees the event. */
    @Transactional(readOnly = true)
    public List<Assignment> of(String eventCaseNo) {
        return assignments.ofEvent(eventCaseNo);
    }

    @Transactional(readOnly = true)
    public Optional<Resource> find(String code) {
        return store.find(code);
    }

    /**
     * The resource of that code.
     *
     * @throws Refusal {@code emergencyResource.unknown} (404)
     */
    @Transactional(readOnly = true)
    Resource require(String code) {
        return find(code).orElseThrow(() -> Refusal.notFound("emergencyResource.unknown", code));
    }

    /**
     * Gives some of a resource to an event; of two who want the last, one gets it.
     *
     * @return number of the assignment
     * @throws Refusal {@code event.unknown}, {@code emergencyResource.unknown} (404), {@code access.denied} (403),
     *     {@code emergencyResource.eventOver} (409), {@code emergencyResource.notSoMany}, {@code emergencyResource.taken}
     *     naming who took them last (409), {@code emergencyResource.amount} (422)
     */
    public long assign(String eventCaseNo, String code, int amount) {
        Event event = events.require(eventCaseNo);
        Resource resource = require(code);
        SignedInOfficer officer = requireDisposing(resource);
        if (amount < 1) {
            throw Refusal.rule("emergencyResource.amount");
        }
        // whoever ends the event waits, or has ended it
        if (!events.lock(event.caseNo()).state().open()) {
            throw Refusal.conflict("emergencyResource.eventOver");
        }
        if (!store.take(code, amount)) {
            throw tooMany(require(code));
        }
        long id = assignments.insert(code, eventCaseNo, amount, officer.login(), OfficialTime.now(clock));
        trace.record(said("emergencyResource.assigned", resource, amount).with("event", eventCaseNo));
        return id;
    }

    private Refusal tooMany(Resource left) {
        return assignments.ofResource(left.code(), LOOKED_AT).stream()
                .filter(each -> each.releasedAt() == null)
                .findFirst()
                .map(last -> Refusal.conflict(
                        "emergencyResource.taken",
                        left.free(),
                        left.unit(),
                        named(last.assignedBy()),
                        last.amount(),
                        mayKnow(String.valueOf(last.eventCaseNo()))
                                ? String.valueOf(last.eventTitle())
                                : new DefaultMessageSourceResolvable("emergency.resource.anotherEvent")))
                .orElseGet(() -> Refusal.conflict("emergencyResource.notSoMany", left.free(), left.unit()));
    }

    private String named(@Nullable String login) {
        return officers.find(String.valueOf(login)).map(Officer::name).orElse("");
    }

    /**
     * Gives back what an event had.
     *
     * @throws Refusal {@code emergencyResource.noAssignment} (404), {@code access.denied} (403), {@code emergencyResource.released} (409)
     */
    public void release(long assignment) {
        Assignment there = assignments
                .find(assignment)
                .filter(each -> mayKnow(String.valueOf(each.eventCaseNo())))
                .orElseThrow(() -> Refusal.notFound("emergencyResource.noAssignment"));
        SignedInOfficer officer = requireDisposing(require(there.resource()));
        if (!release(there, officer.login())) {
            throw Refusal.conflict(
                    "emergencyResource.released",
                    assignments
                            .find(assignment)
                            .map(each -> named(each.releasedBy()))
                            .orElse(""));
        }
    }

    private boolean release(Assignment there, String by) {
        if (!assignments.release(there.id(), by, OfficialTime.now(clock))) {
            return false;
        }
        store.giveBack(there.resource(), there.amount());
        trace.record(said("emergencyResource.released", require(there.resource()), there.amount())
                .with("event", there.eventCaseNo()));
        return true;
    }

    /** What a closed event still has is free again. */
    @EventListener
    public void on(EventClosed closed) {
        releaseAll(closed.caseNo());
    }

    /** What an event has that never was, is free again. */
    @EventListener
    public void on(EventRefuted refuted) {
        releaseAll(refuted.caseNo());
    }

    private void releaseAll(String caseNo) {
        String by = CaseAccess.officer().map(SignedInOfficer::login).orElse("");
        assignments.ofEvent(caseNo).stream()
                .filter(each -> each.releasedAt() == null)
                .forEach(each -> release(each, by));
    }

    /** Whether whoever is signed in gives a resource to events: a duty commander any, others their department's. */
    @Transactional(readOnly = true)
    public boolean mayDispose(Resource resource) {
        return CaseAccess.officer()
                .filter(officer -> officer.has(Role.DUTY_COMMANDER) || EmergencyAccess.mayKeep(resource.department()))
                .isPresent();
    }

    private SignedInOfficer requireDisposing(Resource resource) {
        if (!mayDispose(resource)) {
            throw Refusal.forbidden("access.denied");
        }
        return CaseAccess.requireOfficer();
    }

    private boolean mayKnow(String caseNo) {
        return access.maySee(CaseAccess.requireOfficer(), caseNo);
    }

    /** Where a resource is and was, the newest first; events that whoever is signed in does not see are not named. */
    @Transactional(readOnly = true)
    List<Assignment> history(String code, int limit) {
        return assignments.ofResource(code, limit).stream()
                .map(each -> mayKnow(String.valueOf(each.eventCaseNo())) ? each : each.ofAnEventNotSeen())
                .toList();
    }

    @Transactional(readOnly = true)
    Listing<Resource> list(EmergencyResourceFilter filter, PageRequest page) {
        var conditions = filter.conditions();
        long total = store.count(conditions);
        if (page.after() != null) {
            conditions.add("r.code > :after", "after", page.after().text(0));
        }
        return page.listing(store.rows(conditions, page.limit()), total, each -> new Object[] {each.code()});
    }

    /** How many there are. */
    @Transactional(readOnly = true)
    public long count() {
        return store.count(EmergencyResourceFilter.ALL.conditions());
    }

    /**
     * Keeps a resource as it was typed.
     *
     * @param basedOn version that was seen, 0 for a new one
     * @return null where something is wrong, which is noted in the cells
     * @throws Refusal {@code register.exists}, {@code register.stale} (409), {@code register.foreign} (403)
     */
    @Nullable
    Resource save(Cells cells, int basedOn) {
        Resource typed = ResourceTable.read(cells, known());
        if (typed == null) {
            return null;
        }
        Resource there = KeptEntry.replaced(typed, basedOn, this::find);
        if (!store.upsert(List.of(typed), OfficialTime.now(clock)).isEmpty()) {
            trace.record(Act.of("emergencyResource.saved", "emergencyResource", typed.code())
                    .change(there == null ? null : ResourceTable.write(there), ResourceTable.write(typed)));
        }
        return typed;
    }

    /**
     * Takes a table: rows that are right are kept, the others are told.
     *
     * @param rows the heading first
     * @throws Refusal {@code registerTable.…} (422)
     */
    public TableRows.Taken take(String name, List<CsvReader.Row> rows) {
        ResourceTable.Known known = known();
        TableRows.Taken taken = KeptEntry.take(
                name,
                rows,
                ResourceTable.COLUMNS,
                cells -> ResourceTable.read(cells, known),
                this::find,
                resources -> store.upsert(resources, OfficialTime.now(clock)));
        trace.record(taken.told(Act.of("emergencyResource.imported", "emergencyResource", name)));
        return taken;
    }

    /** All that a filter lets through; that it was taken away is on record. */
    List<Resource> export(EmergencyResourceFilter filter) {
        trace.record(Act.of("emergencyResource.exported", "emergencyResource", "register")
                .with("filter", filter.address()));
        return store.rows(filter.conditions(), ALL);
    }

    private ResourceTable.Known known() {
        return new ResourceTable.Known(
                departments.all().stream().map(Department::code).collect(Collectors.toSet()),
                regions.all().stream().map(Region::code).collect(Collectors.toSet()),
                contacts.all().stream().map(Contact::code).collect(Collectors.toSet()),
                store.held());
    }

    private static Act said(String name, Resource resource, int amount) {
        return Act.of(name, "emergencyResource", resource.code())
                .with("name", resource.name())
                .with("amount", (long) amount);
    }
}
