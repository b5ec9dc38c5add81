package org.xieban.calendar;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.xieban.web.Refusal;

/** What every call that changes the calendar is asked with, and what comes of it. */
@Component
class CalendarRequests {

    private final CalendarChanges changes;
    private final Places places;

    CalendarRequests(CalendarChanges changes, Places places) {
        this.changes = changes;
        this.places = places;
    }

    /**
     * What was shown or brought in.
     *
     * @param token given back, it brings in exactly what was shown; null once applied
     */
    record Outcome(@Nullable UUID token, CalendarChange change, List<MovedClock> clocks) {}

    Outcome outcome(Edition edition, boolean only, @Nullable String token, Authentication asker) {
        if (only) {
            CalendarChanges.Shown shown = changes.preview(List.of(edition), asker.getName());
            return new Outcome(shown.token(), shown.change(), shown.clocks());
        }
        CalendarChanges.Moving moving;
        if (token == null) {
            moving = changes.bringIn(List.of(edition), asker.getName());
        } else {
            UUID id = tokenOf(token);
            if (!changes.shown(id).change().editions().equals(List.of(edition))) {
                throw Refusal.conflict("calendar.previewOther").at("token", "calendar.previewOther");
            }
            moving = changes.apply(id, asker.getName());
        }
        return new Outcome(null, moving.change(), moving.clocks());
    }

    /** @throws Refusal {@code calendar.placeUnknown} (422) where there is no such region or department */
    Place place(@Nullable String region, @Nullable String department) {
        Place place = Place.COUNTRY;
        if (department != null && !department.isBlank()) {
            place = Place.department(department);
        } else if (region != null && !region.isBlank()) {
            place = Place.region(region);
        }
        places.require(place);
        return place;
    }

    /** @throws Refusal {@code calendar.previewGone} (404) where it cannot be one */
    static UUID tokenOf(String token) {
        try {
            return UUID.fromString(token);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("calendar.previewGone");
        }
    }

    /** @throws Refusal {@code calendar.preview} (400) where it is neither true nor false */
    static boolean onlyPreview(String preview) {
        return switch (preview) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.shape("calendar.preview").at("preview", "calendar.preview");
        };
    }
}
