package org.xieban.sources;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/**
 * The catalogue of data resources (政务信息资源目录): an entry is compiled by its provider, reviewed by the data authority,
 * published (政务数据共享条例 16).
 */
@Component
@Transactional
public class Resources {

    static final String LIST = "resources/code";

    private final ResourceRepository entries;
    private final Departments departments;
    private final DataAuthority authority;
    private final Trace trace;
    private final Clock clock;

    Resources(ResourceRepository entries, Departments departments, DataAuthority authority, Trace trace, Clock clock) {
        this.entries = entries;
        this.departments = departments;
        this.authority = authority;
        this.trace = trace;
        this.clock = clock;
    }

    /** What may be asked, as published. */
    @Transactional(readOnly = true)
    public Optional<DataResource> find(String code) {
        return entries.find(code).flatMap(entry -> Optional.ofNullable(entry.published()));
    }

    /**
     * What may be asked, as published.
     *
     * @throws Refusal {@code resource.unknown} (404)
     */
    @Transactional(readOnly = true)
    public DataResource require(String code) {
        return find(code).orElseThrow(() -> Refusal.notFound("resource.unknown", code));
    }

    /** Every published resource, by its code. */
    @Transactional(readOnly = true)
    public Map<String, DataResource> published() {
        return entries.list(new ResourceFilter(null, null, null, false), null, Integer.MAX_VALUE).stream()
                .map(ResourceEntry::shown)
                .collect(Collectors.toMap(DataResource::code, each -> each, (one, other) -> one, LinkedHashMap::new));
    }

    /** An entry, for whoever may see it: before it was published its provider and the data authority. */
    @Transactional(readOnly = true)
    Optional<ResourceEntry> entry(String code) {
        return entries.find(code)
                .filter(entry -> entry.isPublished()
                        || authority.mayCompile(entry.shown().provider()));
    }

    @Transactional(readOnly = true)
    Listing<ResourceEntry> list(ResourceFilter filter, PageRequest page) {
        String after = page.after() == null ? null : page.after().text(0);
        return page.listing(
                entries.list(filter, after, page.limit()), entries.count(filter), entry -> new Object[] {entry.code()});
    }

    @Transactional(readOnly = true)
    List<ResourceEntry> all(ResourceFilter filter) {
        return entries.list(filter, null, Integer.MAX_VALUE);
    }

    @Transactional(readOnly = true)
    Map<String, Long> countBySharing(ResourceFilter filter) {
        return entries.counts(filter.ofAnySharing(), ResourceRepository.Column.SHARING);
    }

    @Transactional(readOnly = true)
    Map<String, Long> countByProvider(ResourceFilter filter) {
        return entries.counts(filter.ofAnyProvider(), ResourceRepository.Column.PROVIDER);
    }

    /** What is wrong with an entry. */
    @Transactional(readOnly = true)
    List<Fault> faults(DataResource resource) {
        Set<String> known = departments.all().stream().map(Department::code).collect(Collectors.toSet());
        return ResourceRules.check(resource, known::contains);
    }

    /**
     * Keeps what its provider has compiled; the data authority publishes what it edits at once.
     *
     * @param submit whether it goes to the data authority now
     * @param basedOn version that was seen, 0 for an entry that is new
     * @throws Refusal {@code resource.stale} (409) if another version was published meanwhile; {@code resource.exists}
     *     (409) if there is one of this code already; {@code access.denied} (403)
     */
    void save(DataResource resource, boolean submit, int basedOn) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        Optional<ResourceEntry> there = entries.lock(resource.code());
        String provider = there.map(entry -> entry.shown().provider()).orElse(resource.provider());
        if (!authority.mayCompile(provider) || !authority.mayCompile(resource.provider())) {
            throw Refusal.forbidden("access.denied");
        }
        requireSeen(there, resource.code(), basedOn);
        if (authority.present()) {
            publish(there, resource, officer.actor());
            return;
        }
        ResourceEntry.State state = submit ? ResourceEntry.State.SUBMITTED : ResourceEntry.State.DRAFT;
        entries.propose(resource, state, officer.actor(), clock.instant(), null);
        trace.record(act(submit ? "resource.submitted" : "resource.compiled", resource.code()));
    }

    private static void requireSeen(Optional<ResourceEntry> there, String code, int basedOn) {
        if (there.isPresent() && basedOn == 0 && there.get().version() > 0) {
            throw Refusal.conflict("resource.exists", code);
        }
        if (there.map(ResourceEntry::version).orElse(0) != basedOn) {
            throw Refusal.conflict("resource.stale");
        }
    }

    /** Publishes what a provider has submitted, as the data authority. */
    void approve(String code) {
        SignedInOfficer officer = authority.require();
        ResourceEntry entry = submitted(code);
        ResourceEntry.Proposal proposal = entry.proposal();
        if (proposal != null) {
            publish(Optional.of(entry), proposal.resource(), officer.actor());
        }
    }

    /** Sends back what a provider has submitted, with what is to be mended. */
    void sendBack(String code, String reason) {
        authority.require();
        submitted(code);
        if (reason.isBlank()) {
            throw Refusal.rule("resource.reasonMissing").at("reason", "resource.missing");
        }
        entries.move(code, ResourceEntry.State.RETURNED, reason.strip());
        trace.record(act("resource.returned", code).with("reason", reason.strip()));
    }

    private ResourceEntry submitted(String code) {
        ResourceEntry entry = entries.lock(code).orElseThrow(() -> Refusal.notFound("resource.unknown", code));
        ResourceEntry.Proposal proposal = entry.proposal();
        if (proposal == null || proposal.state() != ResourceEntry.State.SUBMITTED) {
            throw Refusal.conflict("resource.notSubmitted");
        }
        return entry;
    }

    /**
     * Publishes the entries of a table that are not there, in the name of the product, as when the demonstration begins.
     *
     * @param table as it is exported
     * @return whether there were any
     * @throws IllegalArgumentException if something is wrong with the table
     */
    public boolean publishMissing(String table) {
        ResourceTable.Table read = ResourceTable.read(table, this::faults);
        if (!read.sound()) {
            throw new IllegalArgumentException("the table of resources is wrong: " + read.allFaults());
        }
        boolean any = false;
        for (ResourceTable.Entry entry : read.entries()) {
            DataResource resource = entry.resource();
            if (resource != null && entries.lock(resource.code()).isEmpty()) {
                publish(Optional.empty(), resource, Actor.SYSTEM);
                any = true;
            }
        }
        return any;
    }

    private void publish(Optional<ResourceEntry> there, DataResource resource, Actor by) {
        @Nullable DataResource before = there.map(ResourceEntry::published).orElse(null);
        int version = there.map(ResourceEntry::version).orElse(0) + 1;
        if (resource.equals(before)) {
            return;
        }
        entries.publish(resource, version, by, clock.instant());
        trace.record(act("resource.published", resource.code()).with("version", version));
    }

    private static Act act(String name, String code) {
        return new Act(name, "resource", code, null, null, Map.of());
    }
}
