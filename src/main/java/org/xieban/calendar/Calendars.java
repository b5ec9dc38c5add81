package org.xieban.calendar;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.TransactionMemory;

/** The calendars in force, on every node the same. */
@Service
public class Calendars {

    private record Loaded(long version, CalendarBook book) {}

    private final List<Notice> builtIn = BuiltInNotices.read();
    private final EditionStore store;
    private final Places places;
    private final OfficeHours usual;
    private final TransactionMemory<Calendars, Loaded> inForce = new TransactionMemory<>();
    private final TransactionMemory<Calendars, Loaded> held = new TransactionMemory<>();
    private volatile @Nullable Loaded loaded;

    Calendars(
            EditionStore store,
            Places places,
            @Value("${xieban.calendar.office-hours:08:30-12:00,13:00-17:30}") String usual) {
        this.store = store;
        this.places = places;
        this.usual = OfficeHours.parse(usual);
    }

    /** The calendar of the country as it is now; costs one small query in each transaction. */
    public WorkCalendar current() {
        return book().national();
    }

    /** The calendar by which a department works, as {@link DepartmentCalendars#of} gives it. */
    public WorkCalendar of(Supplier<String> department) {
        return departments().of(department);
    }

    /** The calendars of all departments as they are now; costs one small query in each transaction. */
    public DepartmentCalendars departments() {
        return departments(book());
    }

    /**
     * The same for whoever writes what follows from them: until his transaction ends nobody changes the calendar, so that
     * nothing is written by one that is no longer in force.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public DepartmentCalendars held() {
        Loaded known = held.get(this, calendars -> loaded(store.heldVersion()));
        inForce.put(this, known);
        return departments(known.book());
    }

    /**
     * The calendars as this node last knew them, without asking: for whoever writes what follows from them by a statement
     * that calls {@code calendar_held()}, and by {@link #held(long)} reckons again where they have changed.
     */
    public Presumed presumed() {
        Loaded known = loaded;
        Loaded presumed = known == null ? loaded(store.version()) : known;
        return new Presumed(presumed.version(), presumed.book().national(), departments(presumed.book()));
    }

    /** Calendars as a node knew them, and their version. */
    public record Presumed(long version, WorkCalendar national, DepartmentCalendars departments) {}

    /**
     * As {@link #held()}, for whoever holds them already.
     *
     * @param version what {@code calendar_held()} gave a statement of this transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public DepartmentCalendars held(long version) {
        held.put(this, loaded(version));
        return held();
    }

    /** The calendar of a place as it is now. */
    WorkCalendar of(Place place) {
        CalendarBook book = book();
        return place.local() ? book.along(places.path(place)) : book.national();
    }

    /** That by which the department works for which somebody acts. */
    WorkCalendar of(Authentication asker) {
        return asker.getPrincipal() instanceof SignedInOfficer officer ? of(officer::departmentCode) : current();
    }

    /** Everything that is in force now. */
    CalendarBook book() {
        return inForce.get(this, calendars -> loaded(store.version())).book();
    }

    /** When offices work where nobody has set anything else. */
    OfficeHours usual() {
        return usual;
    }

    /** What was brought in for a part and is in force; empty for what came with the product, or nothing. */
    Optional<KeptEdition> kept(Edition.Part part) {
        return book().kept(part);
    }

    DepartmentCalendars departments(CalendarBook book) {
        return department ->
                book.local() ? book.along(places.path(Place.department(department.get()))) : book.national();
    }

    /** Lets this transaction, which has locked or changed the calendar, read it again. */
    void forget() {
        inForce.forget(this);
    }

    private Loaded loaded(long version) {
        Loaded known = loaded;
        if (known == null || known.version() != version) {
            known = new Loaded(version, new CalendarBook(builtIn, usual, store.newest()));
            loaded = known;
        }
        return known;
    }
}
