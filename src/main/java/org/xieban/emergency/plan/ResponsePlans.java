package org.xieban.emergency.plan;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Departments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanVersion.State;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** The plans there are, by kind of event and level of response. */
@Component
@Transactional
public class ResponsePlans {

    private final PlanStore store;
    private final PlanAuthors authors;
    private final Departments departments;
    private final Contacts contacts;
    private final Trace trace;
    private final Clock clock;

    ResponsePlans(
            PlanStore store,
            PlanAuthors authors,
            Departments departments,
            Contacts contacts,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.authors = authors;
        this.departments = departments;
        this.contacts = contacts;
        this.trace = trace;
        this.clock = clock;
    }

    /** The plan that is in force for a kind of event at a level of response; empty where there is none for that level. */
    @Transactional(readOnly = true)
    public Optional<PlanVersion> proposal(EventKind kind, Grade level) {
        return store.find(kind, level, State.IN_FORCE);
    }

    /**
     * The plan in whose name something is ordered at once when an alarm opens an event of a kind (先期处置): of those in
     * force that have such orders the one for the mildest level, for how grave the event is nobody knows yet.
     */
    @Transactional(readOnly = true)
    public Optional<PlanVersion> atOnce(EventKind kind) {
        return store.inForce(kind).stream()
                .filter(plan -> !plan.content().ordersAtOnce().isEmpty())
                .max(Comparator.comparing(PlanVersion::level));
    }

    /** Any version of a plan: what an event was answered by is kept. */
    @Transactional(readOnly = true)
    public Optional<PlanVersion> find(EventKind kind, Grade level, int no) {
        return store.find(kind, level, no);
    }

    /**
     * A version.
     *
     * @throws Refusal {@code responsePlan.unknown} (404)
     */
    @Transactional(readOnly = true)
    PlanVersion require(EventKind kind, Grade level, int no) {
        return find(kind, level, no).orElseThrow(() -> Refusal.notFound("responsePlan.unknown"));
    }

    /** All versions of a plan, the newest first. */
    @Transactional(readOnly = true)
    List<PlanVersion> versions(EventKind kind, Grade level) {
        return store.versions(kind, level);
    }

    /** What is in force and what is drafted, of every kind and level. */
    @Transactional(readOnly = true)
    List<PlanVersion> standing() {
        return store.standing();
    }

    /** The draft of a plan that is not in force yet. */
    @Transactional(readOnly = true)
    Optional<PlanVersion> draft(EventKind kind, Grade level) {
        return store.find(kind, level, State.DRAFT);
    }

    /**
     * Keeps a draft: a new version where there is none yet.
     *
     * @param revision of the draft that was seen, 0 where there was none
     * @throws Refusal {@code responsePlan.wrong} (422) at the fields that are wrong, {@code responsePlan.changed} (409),
     *     {@code access.denied} (403)
     */
    PlanVersion draft(EventKind kind, Grade level, PlanContent content, int revision) {
        SignedInOfficer officer = authors.requireDrafting();
        check(content);
        store.hold(kind, level);
        Optional<PlanVersion> there = draft(kind, level);
        if (there.map(PlanVersion::revision).orElse(0) != revision) {
            throw Refusal.conflict("responsePlan.changed");
        }
        Set<String> drafters = new TreeSet<>(there.map(PlanVersion::drafters).orElse(List.of()));
        drafters.add(officer.login());
        PlanVersion kept = keep(kind, level, content, officer.departmentCode(), List.copyOf(drafters), revision);
        trace.record(act("responsePlan.drafted", kept).with("title", kept.title()));
        return kept;
    }

    private PlanVersion keep(
            EventKind kind, Grade level, PlanContent content, String department, List<String> drafters, int revision) {
        List<PlanVersion> versions = store.versions(kind, level);
        int newest = versions.isEmpty() ? 0 : versions.get(0).no();
        PlanVersion draft = new PlanVersion(
                kind,
                level,
                revision == 0 ? newest + 1 : newest,
                State.DRAFT,
                department,
                content,
                drafters,
                OfficialTime.now(clock),
                revision,
                null,
                null);
        if (revision == 0) {
            store.insert(draft);
        } else if (!store.update(draft)) {
            throw Refusal.conflict("responsePlan.changed");
        }
        return require(kind, level, draft.no());
    }

    private void check(PlanContent content) {
        Set<String> known =
                contacts.of(content.contacts()).stream().map(Contact::code).collect(Collectors.toSet());
        new PlanRules(code -> departments.find(code).isPresent(), known::contains).check(content);
    }

    /**
     * Gives up a draft.
     *
     * @throws Refusal {@code responsePlan.unknown} (404), {@code responsePlan.changed} (409), {@code access.denied} (403)
     */
    void discard(EventKind kind, Grade level, int revision) {
        authors.requireDrafting();
        PlanVersion draft = seen(kind, level, revision);
        if (!store.remove(draft)) {
            throw Refusal.conflict("responsePlan.changed");
        }
        trace.record(act("responsePlan.discarded", draft));
    }

    /**
     * Puts a draft into force, in the place of what was.
     *
     * @throws Refusal {@code responsePlan.unknown} (404), {@code responsePlan.changed} (409), {@code
     *     responsePlan.notYours}, {@code responsePlan.wrong} (422)
     */
    PlanVersion issue(EventKind kind, Grade level, int revision) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        store.hold(kind, level);
        PlanVersion draft = seen(kind, level, revision);
        if (!authors.mayIssue(officer, draft)) {
            throw Refusal.rule("responsePlan.notYours");
        }
        // a department or a contact may be gone since
        check(draft.content());
        return issue(draft, officer.login());
    }

    private PlanVersion issue(PlanVersion draft, String by) {
        Instant now = OfficialTime.now(clock);
        if (!store.issue(draft, by, now)) {
            throw Refusal.conflict("responsePlan.changed");
        }
        trace.record(act("responsePlan.issued", draft)
                .with("title", draft.title())
                .with("drafters", draft.drafters())
                .with("orders", (long) draft.orders().size()));
        return require(draft.kind(), draft.level(), draft.no());
    }

    private PlanVersion seen(EventKind kind, Grade level, int revision) {
        PlanVersion draft = draft(kind, level).orElseThrow(() -> Refusal.notFound("responsePlan.unknown"));
        if (draft.revision() != revision) {
            throw Refusal.conflict("responsePlan.changed");
        }
        return draft;
    }

    /**
     * Puts the plans of a file into force as they were decided elsewhere, where there are none at all; as when the
     * demonstration begins.
     *
     * @param json a list of {@code kind}, {@code level}, {@code content}
     * @param department that answers for them
     * @throws Refusal {@code responsePlan.wrong} where one of them is
     */
    public void fillEmpty(String json, String department, String drafter, String issuer) {
        if (!store.empty()) {
            return;
        }
        for (PlanStore.PlanFile file : PlanStore.read(json)) {
            check(file.content());
            issue(keep(file.kind(), file.level(), file.content(), department, List.of(drafter), 0), issuer);
        }
    }

    private static Act act(String name, PlanVersion version) {
        return Act.of(name, "responsePlan", version.kind() + "." + version.level() + "." + version.no());
    }
}
