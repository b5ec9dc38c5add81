package org.xieban.emergency.resource;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.emergency.KeptEntry;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;
import org.xieban.web.CsvReader;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;
import org.xieban.web.TableRows;

/** The register of the resources there are: each department keeps its own. */
@Component("emergencyResources")
@Transactional
public class Resources {

    static final String LIST = "emergency/resources";

    private static final int ALL = 100_000;

    private final ResourceStore store;
    private final Contacts contacts;
    private final Departments departments;
    private final Regions regions;
    private final Trace trace;
    private final Clock clock;

    Resources(
            ResourceStore store,
            Contacts contacts,
            Departments departments,
            Regions regions,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.contacts = contacts;
        this.departments = departments;
        this.regions = regions;
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

    /** The resource of that code. */
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
}
