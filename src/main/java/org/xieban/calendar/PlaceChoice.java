package org.xieban.calendar;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.xieban.web.Refusal;

/** The choice of a place that stands on every page of the calendar. */
@Component
class PlaceChoice {

    private final Places places;

    PlaceChoice(Places places) {
        this.places = places;
    }

    /** @throws Refusal {@code calendar.placeUnknown} (404) where an address names no region or department there is */
    Place of(String key) {
        Place place = Place.ofKey(key).orElseThrow(() -> Refusal.notFound("calendar.placeUnknown", key));
        try {
            places.require(place);
        } catch (Refusal unknown) {
            throw Refusal.notFound("calendar.placeUnknown", place.code());
        }
        return place;
    }

    /** What it is called; empty for the country. */
    String name(Place place) {
        return places.name(place);
    }

    /** Shows which place is chosen, and which may be. */
    void show(Place place, Model model) {
        model.addAttribute("place", place);
        model.addAttribute("placeName", places.name(place));
        model.addAttribute("regions", places.regions());
        model.addAttribute("departments", places.departments());
    }
}
