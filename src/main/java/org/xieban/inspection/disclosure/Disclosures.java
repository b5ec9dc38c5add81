package org.xieban.inspection.disclosure;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.inspection.penalty.PenaltyServed;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The decisions that everybody may read (行政处罚法 48). */
@Component
@Transactional
public class Disclosures {

    static final String LIST = "inspection/disclosures";

    private final DisclosureRepository rows;
    private final Trace trace;
    private final Clock clock;

    Disclosures(DisclosureRepository rows, Trace trace, Clock clock) {
        this.rows = rows;
        this.trace = trace;
        this.clock = clock;
    }

    @EventListener
    void on(PenaltyServed served) {
        rows.insert(served, OfficialTime.now(clock));
        trace.record(
                Act.of("penaltyDecision.published", "penaltyDecision", served.number())
                        .inCase(served.caseNo(), null),
                Actor.SYSTEM);
    }

    /** @param caseNo number of the penalty case */
    @Transactional(readOnly = true)
    Optional<Disclosure> find(String caseNo) {
        return rows.find(caseNo);
    }

    /**
     * The public decision of a penalty case.
     *
     * @throws Refusal {@code disclosure.unknown} (404)
     */
    @Transactional(readOnly = true)
    Disclosure require(String caseNo) {
        return rows.find(caseNo).orElseThrow(() -> Refusal.notFound("disclosure.unknown", caseNo));
    }

    /** The last decided first. */
    @Transactional(readOnly = true)
    Listing<Disclosure> list(DisclosureFilter filter, PageRequest page) {
        LocalDate day =
                page.after() == null ? null : LocalDate.parse(page.after().text(0));
        String after = page.after() == null ? null : page.after().text(1);
        return page.listing(rows.list(filter, day, after, page.limit()), rows.count(filter), each ->
                new Object[] {each.said().decidedOn().toString(), each.said().caseNo()});
    }
}
