package org.xieban.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The calendar for other systems: when terms are due, and each year's notice. */
@RestController
@RequestMapping("/api/v1/calendar")
@Tag(name = "calendar")
class CalendarApi {

    static final String ADMINISTRATOR = "hasRole('SYSTEM_ADMINISTRATOR')";

    record DueView(OffsetDateTime dueAt, boolean expected, List<DayView> days) {}

    record DayView(LocalDate date, BigDecimal counted, DayReason reason, String note, String source) {}

    /** {@code announced}: there is a notice; without one the year has weekends only. */
    record YearView(
            int year,
            boolean announced,
            Notice.@Nullable Origin origin,
            @Nullable String source,
            @Nullable OffsetDateTime importedAt,
            List<NoticeDay> days) {}

    record Warning(String field, String code, String message) {}

    /** {@code token}: given back with {@code preview=false}, it brings in exactly what was shown; null once applied. */
    record ChangeView(
            int year,
            boolean preview,
            @Nullable UUID token,
            @Nullable String source,
            List<NoticeDay> days,
            List<CalendarChange.DayChange> changes,
            List<Warning> warnings,
            List<MovedClock> clocks) {}

    private final Calendars calendars;
    private final CalendarChanges changes;
    private final EditionStore editions;
    private final CalendarRequests requests;
    private final CalendarTexts texts;
    private final MessageSource messages;

    CalendarApi(
            Calendars calendars,
            CalendarChanges changes,
            EditionStore editions,
            CalendarRequests requests,
            CalendarTexts texts,
            MessageSource messages) {
        this.calendars = calendars;
        this.changes = changes;
        this.editions = editions;
        this.requests = requests;
        this.texts = texts;
        this.messages = messages;
    }

    @GetMapping("/due")
    @Operation(
            summary = "When a term is due, with every day explained",
            description = "By the calendar of a region or department; where none is named, of the asker's department")
    DueView due(
            @RequestParam(required = false) @Parameter(required = true, description = "a date, or an instant") @Nullable
                    String start,
            @RequestParam(required = false) @Parameter(required = true, description = "a whole number from 1") @Nullable
                    String amount,
            @RequestParam(required = false)
                    @Parameter(required = true, description = "WORKING_DAY, CALENDAR_DAY, WORKING_HOUR, HOUR or MINUTE")
                    @Nullable
                    String unit,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String department,
            Authentication asker,
            Locale locale) {
        WorkCalendar calendar = region == null && department == null
                ? calendars.of(asker)
                : calendars.of(requests.place(region, department));
        Due due = new DueQuestion(start, amount, unit).answer(calendar);
        return new DueView(
                due.dueAt(),
                due.expected(),
                due.days().stream()
                        .map(day -> new DayView(
                                day.date(),
                                day.counted(),
                                day.reason(),
                                texts.note(day, locale),
                                texts.source(day, locale)))
                        .toList());
    }

    @GetMapping("/{year}")
    @Operation(summary = "A year's notice; what a region or department deviates in where one is named")
    YearView year(
            @PathVariable String year,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String department,
            Locale locale) {
        int number = knownYear(year);
        Place place = requests.place(region, department);
        CalendarBook book = calendars.book();
        return book.notice(place, number)
                .map(notice -> new YearView(
                        number,
                        true,
                        notice.origin(),
                        texts.source(notice, locale),
                        book.kept(new Edition.Part(place, number))
                                .map(kept -> OfficialTime.of(kept.at()))
                                .orElse(null),
                        notice.days()))
                .orElseGet(() -> new YearView(number, false, null, null, null, List.of()));
    }

    @GetMapping("/{year}/versions")
    @Operation(summary = "What was brought in for a year, the newest first")
    List<VersionView> versions(
            @PathVariable String year,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String department) {
        return VersionView.of(editions.versions(new Edition.Part(requests.place(region, department), knownYear(year))));
    }

    @PutMapping("/{year}")
    @PreAuthorize(ADMINISTRATOR)
    @Operation(
            summary = "Preview or bring in a year's notice, with every open clock that it moves",
            description = "What a region or department deviates in where one is named. With the token of a preview"
                    + " exactly that is brought in, or nothing where a clock has changed since (409)")
    ChangeView bringIn(
            @PathVariable String year,
            @RequestParam(defaultValue = "true") String preview,
            @RequestParam(required = false) @Nullable String token,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String department,
            @RequestBody JsonNode body,
            Authentication asker,
            Locale locale) {
        boolean only = CalendarRequests.onlyPreview(preview);
        Notice notice = NoticeReader.json(requests.place(region, department), yearNumber(year), body);
        return change(notice.year(), Edition.of(notice), only, token, asker, locale);
    }

    @DeleteMapping("/{year}")
    @PreAuthorize(ADMINISTRATOR)
    @Operation(
            summary = "Preview or take back what was brought in for a year",
            description = "What came with the product is in force again, or nothing")
    ChangeView takeBack(
            @PathVariable String year,
            @RequestParam(defaultValue = "true") String preview,
            @RequestParam(required = false) @Nullable String token,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String department,
            Authentication asker,
            Locale locale) {
        boolean only = CalendarRequests.onlyPreview(preview);
        int number = knownYear(year);
        return change(
                number, Edition.withdrawal(requests.place(region, department), number), only, token, asker, locale);
    }

    @GetMapping("/previews/{token}")
    @PreAuthorize(ADMINISTRATOR)
    @Operation(summary = "The clocks that a preview would move, page by page; kept for a day")
    Listing<MovedClock> preview(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer size) {
        UUID id = CalendarRequests.tokenOf(token);
        PageRequest page = PageRequest.of("calendar/preview", after, size);
        Cursor cursor = page.after();
        Long place = cursor == null ? null : cursor.number(0);
        long begin = place == null ? 0 : place;
        List<MovedClock> rows = changes.shownClocks(id, begin, page.limit());
        return page.listing(rows, changes.shown(id).moved(), row -> new Object[] {begin + page.size()});
    }

    private ChangeView change(
            int year, Edition edition, boolean only, @Nullable String token, Authentication asker, Locale locale) {
        CalendarRequests.Outcome outcome = requests.outcome(edition, only, token, asker);
        return new ChangeView(
                year,
                only,
                outcome.token(),
                edition.source(),
                edition.days(),
                outcome.change().days(),
                outcome.change().warnings().stream()
                        .map(each -> warning(each, locale))
                        .toList(),
                outcome.clocks());
    }

    private Warning warning(CalendarChange.Warning warning, Locale locale) {
        String date = warning.day().date().toString();
        return new Warning(
                warning.field(),
                warning.code(),
                messages.getMessage("problem." + warning.code(), new Object[] {date}, locale));
    }

    private static int knownYear(String year) {
        int number = yearNumber(year);
        if (!WorkCalendar.covers(number)) {
            throw Refusal.rule("calendar.beyond").at("year", "calendar.year", year);
        }
        return number;
    }

    private static int yearNumber(String year) {
        try {
            return Integer.parseInt(year);
        } catch (NumberFormatException e) {
            throw Refusal.shape("calendar.yearShape").at("year", "calendar.yearShape");
        }
    }
}
