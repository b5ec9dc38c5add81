package org.xieban.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.calendar.VersionView.PeriodView;

/** Office hours for other systems, and when terms in days end. */
@RestController
@RequestMapping("/api/v1/calendar/hours")
@Tag(name = "calendar")
class HoursApi {

    record HoursView(Place place, List<PeriodView> periods) {}

    record HoursChangeView(boolean preview, @Nullable UUID token, List<PeriodView> periods, List<MovedClock> clocks) {}

    private final Calendars calendars;
    private final EditionStore editions;
    private final CalendarRequests requests;

    HoursApi(Calendars calendars, EditionStore editions, CalendarRequests requests) {
        this.calendars = calendars;
        this.editions = editions;
        this.requests = requests;
    }

    @GetMapping
    @Operation(summary = "The office hours that a region or department sets, or the country")
    HoursView hours(
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String department) {
        Place place = requests.place(region, department);
        return new HoursView(place, PeriodView.of(calendars.book().periods(place)));
    }

    @PutMapping
    @PreAuthorize(CalendarApi.ADMINISTRATOR)
    @Operation(
            summary = "Preview or set office hours, and when terms in days end",
            description = "{periods: [{from, hours: 08:30-12:00,13:00-17:30, dayEnd: MIDNIGHT|CLOSING}], source}; null"
                    + " where it is as in the wider place; none at all takes them back")
    HoursChangeView setHours(
            @RequestParam(defaultValue = "true") String preview,
            @RequestParam(required = false) @Nullable String token,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String department,
            @RequestBody JsonNode body,
            Authentication asker) {
        boolean only = CalendarRequests.onlyPreview(preview);
        Edition edition = HoursReader.json(requests.place(region, department), body);
        CalendarRequests.Outcome outcome = requests.outcome(edition, only, token, asker);
        return new HoursChangeView(only, outcome.token(), PeriodView.of(edition.periods()), outcome.clocks());
    }

    @GetMapping("/versions")
    @Operation(summary = "The office hours that were set, the newest first")
    List<VersionView> versionsOfHours(
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String department) {
        return VersionView.of(editions.versions(new Edition.Part(requests.place(region, department), null)));
    }
}
