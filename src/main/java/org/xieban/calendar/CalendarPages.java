package org.xieban.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.web.Refusal;

/** The calendar as everybody reads it: a year of a place, its versions, and when a term is due. */
@Controller
@RequestMapping("/calendar")
class CalendarPages {

    private final Calendars calendars;
    private final EditionStore editions;
    private final PlaceChoice choice;
    private final Clock clock;

    CalendarPages(Calendars calendars, EditionStore editions, PlaceChoice choice, Clock clock) {
        this.calendars = calendars;
        this.editions = editions;
        this.choice = choice;
        this.clock = clock;
    }

    @GetMapping
    String year(
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(defaultValue = "country") String place,
            @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String unit,
            Model model) {
        LocalDate today = LocalDate.now(clock);
        int shown = Places.yearOfAddress(year == null ? today.getYear() : year);
        Place of = choice.of(place);
        CalendarBook book = calendars.book();
        WorkCalendar calendar = calendars.of(of);
        model.addAttribute(
                "page", YearPage.of(calendar, of, book.notice(of, shown).orElse(null), shown));
        model.addAttribute("imported", book.kept(new Edition.Part(of, shown)).orElse(null));
        model.addAttribute("hours", calendar.day(shown == today.getYear() ? today : LocalDate.of(shown, 1, 1)));
        model.addAttribute("today", today);
        model.addAttribute("first", WorkCalendar.FIRST.getYear());
        model.addAttribute("last", WorkCalendar.LAST.getYear());
        model.addAttribute("units", TermUnit.values());
        model.addAttribute("start", start == null ? today.toString() : start);
        model.addAttribute("amount", amount == null ? "20" : amount);
        model.addAttribute("unit", unit == null ? TermUnit.WORKING_DAY.name() : unit);
        choice.show(of, model);
        if (amount != null) {
            answer(new DueQuestion(start, amount, unit), calendar, model);
        }
        return "calendar/year";
    }

    /** Where notices of acts lead to. */
    @GetMapping("/{year}")
    String yearAlone(@PathVariable int year) {
        return "redirect:/calendar?year=" + Places.yearOfAddress(year);
    }

    @GetMapping("/{year}/versions")
    String versions(@PathVariable int year, @RequestParam(defaultValue = "country") String place, Model model) {
        Place of = choice.of(place);
        model.addAttribute(
                "builtIn",
                BuiltInNotices.read().stream()
                        .filter(each -> each.year() == year && !of.local())
                        .findFirst()
                        .orElse(null));
        return versions(new Edition.Part(of, Places.yearOfAddress(year)), model);
    }

    @GetMapping("/hours/versions")
    String versionsOfHours(@RequestParam(defaultValue = "country") String place, Model model) {
        Place of = choice.of(place);
        model.addAttribute("usual", of.local() ? null : calendars.usual());
        return versions(new Edition.Part(of, null), model);
    }

    private String versions(Edition.Part part, Model model) {
        model.addAttribute("year", part.year());
        model.addAttribute("versions", editions.versions(part));
        choice.show(part.place(), model);
        return "calendar/versions";
    }

    private static void answer(DueQuestion question, WorkCalendar calendar, Model model) {
        try {
            Due due = question.answer(calendar);
            model.addAttribute("due", due);
            model.addAttribute(
                    "dueWeeks",
                    YearPage.weeks(due.days().stream().map(CountedDay::day).toList()));
            model.addAttribute("bases", bases(due));
            model.addAttribute(
                    "counted",
                    due.days().stream()
                            .filter(day -> day.counted().signum() > 0)
                            .map(CountedDay::date)
                            .toList());
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
        }
    }

    /** One day for each rule that decided on any, in the order of their first use. */
    private static List<CountedDay> bases(Due due) {
        Map<List<@Nullable Object>, CountedDay> bases = new LinkedHashMap<>();
        due.days()
                .forEach(day ->
                        bases.putIfAbsent(Arrays.asList(day.reason(), day.day().notice()), day));
        return List.copyOf(bases.values());
    }
}
