package org.xieban.emergency.event;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The events there are. */
@Component
@Transactional(readOnly = true)
public class Events {

    private final EventStore store;
    private final CaseAccess access;

    Events(EventStore store, CaseAccess access) {
        this.store = store;
        this.access = access;
    }

    /** The event of that number, whoever asks; for steps of processes. */
    public Optional<Event> find(String caseNo) {
        return store.find(caseNo, false);
    }

    /** The event, if whoever is signed in sees its case. */
    public Optional<Event> visible(String caseNo) {
        return find(caseNo).filter(found -> access.maySee(CaseAccess.requireOfficer(), caseNo));
    }

    /**
     * The event, if whoever is signed in sees its case.
     *
     * @throws Refusal {@code event.unknown} (404)
     */
    public Event require(String caseNo) {
        return visible(caseNo).orElseThrow(() -> Refusal.notFound("event.unknown", caseNo));
    }

    /**
     * The event, held until the end of the caller's transaction: what two commanders do to it at once comes one after the
     * other.
     *
     * @throws Refusal {@code event.unknown} (404)
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Event lock(String caseNo) {
        return store.find(caseNo, true).orElseThrow(() -> Refusal.notFound("event.unknown", caseNo));
    }

    /** Those that whoever is signed in sees, the newest first. */
    public Listing<Event> list(EventFilter filter, PageRequest page) {
        SqlConditions conditions = filter.conditions();
        conditions.add(access.visibleTo(CaseAccess.requireOfficer(), "e.case_no"));
        long total = store.count(conditions);
        if (page.after() != null) {
            conditions.add("(e.reported_at, e.case_no) < (:afterAt, :afterNo)");
            conditions.with(
                    "afterAt",
                    OfficialTime.of(Objects.requireNonNull(page.after().instant(0))));
            conditions.with("afterNo", page.after().text(1));
        }
        return page.listing(store.list(conditions, page.limit()), total, event ->
                new Object[] {event.reportedAt(), event.caseNo()});
    }

    /** Those of which something may still be ordered, the newest first. */
    public List<Event> open() {
        return store.open();
    }
}
