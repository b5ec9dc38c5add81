package org.xieban.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.web.Refusal;

/** How the system administrator sets office hours, and when terms in days end. */
@Controller
@RequestMapping("/calendar")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class HoursEditing {

    /** Empty lines that the form offers besides those that are filled. */
    private static final int SPARE = 2;

    private final Calendars calendars;
    private final CalendarChanges changes;
    private final PlaceChoice choice;
    private final Clock clock;

    HoursEditing(Calendars calendars, CalendarChanges changes, PlaceChoice choice, Clock clock) {
        this.calendars = calendars;
        this.changes = changes;
        this.choice = choice;
        this.clock = clock;
    }

    @GetMapping("/hours")
    String hours(@RequestParam(defaultValue = "country") String place, Model model) {
        Place of = choice.of(place);
        CalendarBook book = calendars.book();
        List<HoursReader.Row> rows = book.periods(of).stream()
                .map(each -> new HoursReader.Row(
                        each.from().toString(),
                        each.hours() == null ? "" : each.hours().toString(),
                        each.dayEnd() == null ? "" : each.dayEnd().name()))
                .toList();
        String source = book.kept(new Edition.Part(of, null))
                .map(each -> each.edition().source())
                .orElse(null);
        return hours(of, rows, source, model);
    }

    @PostMapping("/hours")
    String previewHours(
            @RequestParam(defaultValue = "country") String place,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(required = false) @Nullable String source,
            Authentication asker,
            Model model) {
        Place of = choice.of(place);
        List<HoursReader.Row> rows = new ArrayList<>();
        for (int i = 0; i < typed.getOrDefault("from", List.of()).size(); i++) {
            HoursReader.Row row =
                    new HoursReader.Row(at(typed, "from", i), at(typed, "hours", i), at(typed, "dayEnd", i));
            if (!row.empty()) {
                rows.add(row);
            }
        }
        try {
            return PreviewPages.to(changes.preview(List.of(HoursReader.read(of, rows, source)), asker.getName()));
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return hours(of, rows, source, model);
        }
    }

    private String hours(Place place, List<HoursReader.Row> rows, @Nullable String source, Model model) {
        List<HoursReader.Row> offered = new ArrayList<>(rows);
        for (int i = 0; i < SPARE; i++) {
            offered.add(new HoursReader.Row("", "", ""));
        }
        model.addAttribute("rows", offered);
        model.addAttribute("source", source);
        model.addAttribute("ends", DayEnd.values());
        model.addAttribute("now", calendars.of(place).day(LocalDate.now(clock)));
        choice.show(place, model);
        return "calendar/hours";
    }

    /** Not as an array: Spring would part the hours of a single line at their commas. */
    private static String at(MultiValueMap<String, String> typed, String field, int index) {
        List<String> values = typed.getOrDefault(field, List.of());
        return index < values.size() ? values.get(index) : "";
    }
}
