package org.xieban.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
            case REGION ->
                regions.path(place.code()).stream()
                        .map(region -> Place.region(region.code()))
                        .toList();
            case DEPARTMENT -> departments.find(place.code()).map(this::path).orElse(List.of());
        };
    }

    private List<Place> path(Department department) {
        List<Place> above = new ArrayList<>();
        Optional<Department> each = Optional.of(department);
        while (each.isPresent()) {
            above.add(0, Place.department(each.get().code()));
            each = Optional.ofNullable(each.get().parent())
                    .filter(parent -> !above.contains(Place.department(parent)))
                    .flatMap(departments::find);
        }
        return Stream.concat(path(Place.region(department.region())).stream(), above.stream())
                .toList();
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

    /** @throws Refusal {@code calendar.placeUnknown} (404) where an address names no region or department there is */
    Place ofAddress(String key) {
        Place place = Place.ofKey(key).orElseThrow(() -> Refusal.notFound("calendar.placeUnknown", key));
        try {
            require(place);
        } catch (Refusal unknown) {
            throw Refusal.notFound("calendar.placeUnknown", place.code());
        }
        return place;
    }

    /** @throws Refusal {@code calendar.year} (404) where an address names a year beyond the calendar */
    static int yearOfAddress(int year) {
        if (year < WorkCalendar.FIRST.getYear() || year > WorkCalendar.LAST.getYear()) {
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
