package org.xieban.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

@RestController
@RequestMapping("/api/v1/calendar")
@Tag(name = "calendar")
class CalendarApi {

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

    record ChangeView(
            int year,
            boolean preview,
            @Nullable String source,
            List<NoticeDay> days,
            List<NoticeChange.DayChange> changes,
            List<Warning> warnings,
            List<MovedClock> clocks) {}

    private final Calendars calendars;
    private final CalendarTexts texts;
    private final MessageSource messages;

    CalendarApi(Calendars calendars, CalendarTexts texts, MessageSource messages) {
        this.calendars = calendars;
        this.texts = texts;
        this.messages = messages;
    }

    @GetMapping("/due")
    @Operation(summary = "When a term is due, with every day explained")
    DueView due(
            @RequestParam(required = false) @Parameter(required = true, description = "a date, or an instant") @Nullable
                    String start,
            @RequestParam(required = false) @Parameter(required = true, description = "a whole number from 1") @Nullable
                    String amount,
            @RequestParam(required = false)
                    @Parameter(required = true, description = "WORKING_DAY, CALENDAR_DAY, WORKING_HOUR or HOUR")
                    @Nullable
                    String unit,
            Locale locale) {
        Due due = new DueQuestion(start, amount, unit).answer(calendars.current());
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
    @Operation(summary = "A year's notice")
    YearView year(@PathVariable String year, Locale locale) {
        int number = yearNumber(year);
        if (number < WorkCalendar.FIRST.getYear() || number > WorkCalendar.LAST.getYear()) {
            throw Refusal.rule("calendar.beyond").at("year", "calendar.year", year);
        }
        return calendars
                .current()
                .notice(number)
                .map(notice -> new YearView(
                        number,
                        true,
                        notice.origin(),
                        texts.source(notice, locale),
                        calendars
                                .imported(number)
                                .map(imported ->
                                        imported.at().atZone(OfficialTime.ZONE).toOffsetDateTime())
                                .orElse(null),
                        notice.days()))
                .orElseGet(() -> new YearView(number, false, null, null, null, List.of()));
    }

    @PutMapping("/{year}")
    @PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
    @Operation(summary = "Preview or bring in a year's notice, with every open clock that it moves")
    ChangeView bringIn(
            @PathVariable String year,
            @RequestParam(defaultValue = "true") String preview,
            @RequestBody JsonNode body,
            Authentication asker,
            Locale locale) {
        boolean only = onlyPreview(preview);
        Notice notice = NoticeReader.json(yearNumber(year), body);
        NoticeChange change = only ? calendars.preview(notice) : calendars.bringIn(notice, asker.getName());
        return new ChangeView(
                notice.year(),
                only,
                notice.source(),
                notice.days(),
                change.days(),
                warnings(change, locale),
                change.clocks());
    }

    private List<Warning> warnings(NoticeChange change, Locale locale) {
        List<Warning> warnings = new ArrayList<>();
        for (NoticeDay day : change.unusual()) {
            String code = "calendar.dayNoWeekend";
            warnings.add(new Warning(
                    "days[" + change.notice().days().indexOf(day) + "].date",
                    code,
                    messages.getMessage(
                            "problem." + code, new Object[] {day.date().toString()}, locale)));
        }
        return warnings;
    }

    private static boolean onlyPreview(String preview) {
        return switch (preview) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.shape("calendar.preview").at("preview", "calendar.preview");
        };
    }

    private static int yearNumber(String year) {
        try {
            return Integer.parseInt(year);
        } catch (NumberFormatException e) {
            throw Refusal.shape("calendar.yearShape").at("year", "calendar.yearShape");
        }
    }
}
