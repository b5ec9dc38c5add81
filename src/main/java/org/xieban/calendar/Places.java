package org.xieban.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.web.Refusal;

/** The regions and departments for which the calendar may deviate. */
@Component
class Places {

    private final Regions regions;
    private final Departments departments;

    Places(Regions regions, Departments departments) {
        this.regions = regions;
        this.departments = departments;
    }

    /** A place and what it is called. */
    record Named(Place place, String name) {}

    /** The places whose word counts at a place, from the widest to itself, without the country. */
    List<Place> path(Place place) {
        return switch (place.kind()) {
            case COUNTRY -> List.of();
            case REGION -> path(regions.path(place.code()));
            case DEPARTMENT -> path(place.code(), departments::find);
        };
    }

    /** The same for a department, while another department, or itself, is as it was. */
    List<Place> path(String department, Department was) {
        return path(department, code -> code.equals(was.code()) ? Optional.of(was) : departments.find(code));
    }

    private List<Place> path(String code, Function<String, Optional<Department>> find) {
        Optional<Department> each = find.apply(code);
        if (each.isEmpty()) {
            return List.of();
        }
        List<Place> path = new ArrayList<>(path(regions.path(each.get().region())));
        int regions = path.size();
        while (each.isPresent()) {
            path.add(regions, Place.department(each.get().code()));
            each = Optional.ofNullable(each.get().parent())
                    .filter(parent -> !path.contains(Place.department(parent)))
                    .flatMap(find);
        }
        return path;
    }

    private static List<Place> path(List<Region> regions) {
        return regions.stream().map(region -> Place.region(region.code())).toList();
    }

    /** @throws Refusal {@code calendar.placeUnknown} (422) where there is no such region or department */
    void require(Place place) {
        name(place);
    }

    /**
     * What it is called; empty for the country.
     *
     * @throws Refusal {@code calendar.placeUnknown} (422) where there is no such region or department
     */
    String name(Place place) {
        Optional<String> name =
                switch (place.kind()) {
                    case COUNTRY -> Optional.of("");
                    case REGION -> regions.find(place.code()).map(Region::name);
                    case DEPARTMENT -> departments.find(place.code()).map(Department::name);
                };
        String field = place.kind() == Place.Kind.REGION ? "region" : "department";
        return name.orElseThrow(() ->
                Refusal.rule("calendar.placeUnknown", place.code()).at(field, "calendar.placeUnknown", place.code()));
    }

    /** @throws Refusal {@code calendar.year} (404) where an address names a year beyond the calendar */
    static int yearOfAddress(int year) {
        if (!WorkCalendar.covers(year)) {
            throw Refusal.notFound("calendar.year", Integer.toString(year));
        }
        return year;
    }

    /** All regions, each after the one it lies in. */
    List<Named> regions() {
        return regions.all().stream()
                .map(each -> new Named(Place.region(each.code()), each.name()))
                .toList();
    }

    /** All departments, by code. */
    List<Named> departments() {
        return departments.all().stream()
                .map(each -> new Named(Place.department(each.code()), each.name()))
                .toList();
    }
}
