package org.xieban.sources;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemFilter;
import org.xieban.catalogue.ItemVersion;
import org.xieban.catalogue.Material;
import org.xieban.catalogue.Material.Source;
import org.xieban.catalogue.ServiceItem;

/** The supply-demand list (供需对接清单): every material of every item against the resource that could stand in for it. */
@Component
@Transactional(readOnly = true)
class SupplyList {

    private final Catalogue catalogue;
    private final Resources resources;
    private final Grants grants;
    private final SharingRequestRepository requests;

    SupplyList(Catalogue catalogue, Resources resources, Grants grants, SharingRequestRepository requests) {
        this.catalogue = catalogue;
        this.resources = resources;
        this.grants = grants;
        this.requests = requests;
    }

    /** How it stands with a material. */
    enum State {
        /** The department that decides may ask instead. */
        GRANTED,
        /** It has asked to be allowed to. */
        REQUESTED,
        /** It could ask to be allowed to, and has not. */
        NOT_REQUESTED,
        /** The provider keeps it back. */
        NOT_SHARED,
        /** No department has listed the resource. */
        NOT_LISTED,
        /** Nobody but the applicant is known to have it. */
        NO_SOURCE
    }

    /**
     * A material of an item.
     *
     * @param source what could stand in for it, null where nothing is known to
     * @param resource the same as the catalogue lists it, null where it does not
     * @param request number of the request that is under way, null where none is
     */
    record Line(
            ServiceItem item,
            Material material,
            @Nullable Source source,
            @Nullable DataResource resource,
            State state,
            @Nullable String request) {}

    /** All lines, by item. */
    List<Line> lines() {
        Map<String, DataResource> known = resources.published();
        List<Grant> given = grants.all();
        List<SharingRequest> asked = requests.open();
        LocalDate today = grants.today();
        List<Line> lines = new ArrayList<>();
        for (ItemVersion version : catalogue.all(ItemFilter.ALL)) {
            ServiceItem item = version.item();
            for (Material material : item.materials()) {
                lines.add(best(item, material, known, given, asked, today));
            }
        }
        return lines;
    }

    static Map<State, Long> counts(List<Line> lines) {
        Map<State, Long> counts = new EnumMap<>(State.class);
        lines.forEach(line -> counts.merge(line.state(), 1L, Long::sum));
        return counts;
    }

    /** Of several resources the one that is nearest to being asked. */
    private static Line best(
            ServiceItem item,
            Material material,
            Map<String, DataResource> known,
            List<Grant> given,
            List<SharingRequest> asked,
            LocalDate today) {
        Line best = new Line(item, material, null, null, State.NO_SOURCE, null);
        for (Source source : material.sources()) {
            if (source.kind() == Source.Kind.DATA_RESOURCE && source.code() != null) {
                DataResource resource = known.get(source.code());
                State state = state(item, resource, given, today);
                String request = state == State.NOT_REQUESTED ? request(item, source.code(), asked) : null;
                if (request != null) {
                    state = State.REQUESTED;
                }
                if (state.compareTo(best.state()) < 0) {
                    best = new Line(item, material, source, resource, state, request);
                }
            }
        }
        return best;
    }

    /** The request of the department that decides about the item. */
    private static @Nullable String request(ServiceItem item, String resource, List<SharingRequest> asked) {
        return asked.stream()
                .filter(each -> each.resource().equals(resource)
                        && each.item().equals(item.code())
                        && each.department().equals(item.organ().department()))
                .map(SharingRequest::caseNo)
                .findFirst()
                .orElse(null);
    }

    private static State state(ServiceItem item, @Nullable DataResource resource, List<Grant> given, LocalDate today) {
        if (resource == null) {
            return State.NOT_LISTED;
        }
        GrantCheck.Verdict verdict = GrantCheck.check(
                resource,
                given,
                new GrantCheck.Question(item.organ().department(), item.code(), Purpose.MATERIALS, Set.of()),
                today);
        if (verdict instanceof GrantCheck.Allowed) {
            return State.GRANTED;
        }
        return resource.sharing() == DataResource.Sharing.NOT_SHARED ? State.NOT_SHARED : State.NOT_REQUESTED;
    }
}
