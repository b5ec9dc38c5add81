package org.xieban.inspection.visit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.InspectionObject;

/**
 * A visit that has begun.
 *
 * @param planned as it was planned, with who goes now
 * @param caseNo number of its case
 * @param lead code of the department that rolls it up
 * @param parts of the departments, by code
 */
record Visit(PlannedVisit planned, String caseNo, InspectionObject object, String lead, List<Part> parts) {

    /**
     * What a department does there.
     *
     * @param inspectors logins
     * @param items by code
     * @param submittedAt when it had done it, null before
     */
    public record Part(
            String department,
            List<String> inspectors,
            List<InspectionItem> items,
            @Nullable Instant submittedAt) {

        public Part {
            inspectors = List.copyOf(inspectors);
            items = List.copyOf(items);
        }

        boolean has(String item) {
            return items.stream().anyMatch(each -> each.code().equals(item));
        }
    }

    public Visit {
        parts = List.copyOf(parts);
    }

    public long id() {
        return planned.id();
    }

    boolean underWay() {
        return planned.state() == PlannedVisit.State.UNDER_WAY;
    }

    /** The part that an officer goes for; empty where he does not. */
    public Optional<Part> partOf(String login) {
        return parts.stream().filter(part -> part.inspectors().contains(login)).findFirst();
    }

    Optional<Part> part(String department) {
        return parts.stream()
                .filter(part -> part.department().equals(department))
                .findFirst();
    }

    /** All that is inspected, by department and code. */
    public List<InspectionItem> items() {
        return parts.stream().flatMap(part -> part.items().stream()).toList();
    }

    /** Whether the object is told before: one item that is inspected unannounced is enough that it is not. */
    boolean announced() {
        return items().stream().noneMatch(InspectionItem::unannounced);
    }
}
