package org.xieban.inspection.visit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.web.Refusal;

/** Whether a department has done on site what it must: nothing counts that is not signed, by two of it at least. */
final class PartCheck {

    /** Inspectors of each department that must be there and sign (行政处罚法 42). */
    static final int LEAST_INSPECTORS = 2;

    private PartCheck() {}

    /**
     * What is missing of a part.
     *
     * @return a refusal {@code visit.incomplete} (422) that says what; nothing is missing where it has no errors
     */
    static Refusal missing(Visit.Part part, SiteRecord record) {
        Refusal missing = Refusal.rule("visit.incomplete");
        for (InspectionItem item : part.items()) {
            if (record.result(item.code()).isEmpty()) {
                missing = missing.at("results", "visit.missing.result", item.name());
            }
        }
        Set<String> arrived = record.arrivals().stream()
                .filter(each -> each.department().equals(part.department()))
                .map(SiteRecord.Arrival::login)
                .collect(Collectors.toCollection(HashSet::new));
        arrived.retainAll(part.inspectors());
        if (arrived.size() < LEAST_INSPECTORS) {
            missing = missing.at("arrivals", "visit.missing.arrivals", LEAST_INSPECTORS, arrived.size());
        }
        List<SiteRecord.Signature> signed = record.signedNow(part.department());
        Set<String> inspectors = signed.stream()
                .map(SiteRecord.Signature::login)
                .filter(arrived::contains)
                .collect(Collectors.toSet());
        if (inspectors.size() < Math.max(arrived.size(), LEAST_INSPECTORS)) {
            missing = missing.at(
                    "signatures",
                    "visit.missing.inspectors",
                    Math.max(arrived.size(), LEAST_INSPECTORS),
                    inspectors.size());
        }
        if (signed.stream().noneMatch(each -> each.party() == SiteRecord.Party.OBJECT)) {
            missing = missing.at("signatures", "visit.missing.object");
        }
        return missing;
    }
}
