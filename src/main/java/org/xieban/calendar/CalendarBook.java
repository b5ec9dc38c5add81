package org.xieban.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xieban.calendar.Edition.Part;

/** Everything the calendars of all places are made of, at one time. Immutable. */
final class CalendarBook {

    private final Collection<Notice> builtIn;
    private final OfficeHours usual;
    private final Map<Part, KeptEdition> inForce;
    private final boolean local;
    private final Map<List<Place>, WorkCalendar> calendars = new ConcurrentHashMap<>();

    /** @param editions of each part at most one; those that remove are as if they were not there */
    CalendarBook(Collection<Notice> builtIn, OfficeHours usual, Collection<KeptEdition> editions) {
        this.builtIn = List.copyOf(builtIn);
        this.usual = usual;
        this.inForce = new HashMap<>();
        editions.stream()
                .filter(each -> !each.edition().removed())
                .forEach(each -> inForce.put(each.edition().part(), each));
        this.local = inForce.keySet().stream().anyMatch(part -> part.place().local());
    }

    /** The same once these have been brought in. */
    CalendarBook with(List<Edition> editions) {
        Map<Part, KeptEdition> then = new HashMap<>(inForce);
        editions.forEach(each -> then.put(each.part(), new KeptEdition(0, 0, each, Instant.EPOCH, "")));
        return new CalendarBook(builtIn, usual, then.values());
    }

    /** Whether any place deviates from the country. */
    boolean local() {
        return local;
    }

    WorkCalendar national() {
        return along(List.of());
    }

    /**
     * The calendar of the last of these places.
     *
     * @param path places from the widest to the narrowest, without the country
     */
    WorkCalendar along(List<Place> path) {
        List<Place> saying = path.stream().filter(this::says).toList();
        return calendars.computeIfAbsent(saying, this::made);
    }

    /** What was brought in for a part and is in force; empty for what came with the product, or nothing. */
    Optional<KeptEdition> kept(Part part) {
        return Optional.ofNullable(inForce.get(part));
    }

    /** What is said for a place and a year, whoever brought it in. */
    Optional<Notice> notice(Place place, int year) {
        Optional<Notice> imported = kept(new Part(place, year)).map(KeptEdition::notice);
        return imported.isPresent() || place.local()
                ? imported
                : builtIn.stream().filter(each -> each.year() == year).findFirst();
    }

    /** When the offices of a place work, as far as it says so itself. */
    List<OfficePeriod> periods(Place place) {
        return kept(new Part(place, null)).map(each -> each.edition().periods()).orElse(List.of());
    }

    private boolean says(Place place) {
        return inForce.keySet().stream().anyMatch(part -> part.place().equals(place));
    }

    private WorkCalendar made(List<Place> path) {
        List<Notice> national = new ArrayList<>(builtIn);
        national.addAll(notices(Place.COUNTRY));
        WorkCalendar calendar = WorkCalendar.of(national, usual, periods(Place.COUNTRY));
        for (Place place : path) {
            calendar = calendar.within(notices(place), periods(place));
        }
        return calendar;
    }

    private List<Notice> notices(Place place) {
        return inForce.values().stream()
                .filter(each ->
                        each.edition().place().equals(place) && each.edition().year() != null)
                .map(KeptEdition::notice)
                .toList();
    }
}
