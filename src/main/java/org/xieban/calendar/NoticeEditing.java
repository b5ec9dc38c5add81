package org.xieban.calendar;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.xieban.web.Refusal;

/** How the system administrator writes a year's notice, or what a place deviates in in a year. */
@Controller
@RequestMapping("/calendar")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class NoticeEditing {

    private final Calendars calendars;
    private final CalendarChanges changes;
    private final PlaceChoice choice;

    NoticeEditing(Calendars calendars, CalendarChanges changes, PlaceChoice choice) {
        this.calendars = calendars;
        this.changes = changes;
        this.choice = choice;
    }

    @GetMapping("/{year}/notice")
    String edit(@PathVariable int year, @RequestParam(defaultValue = "country") String place, Model model) {
        Place of = choice.of(place);
        Notice notice = calendars.book().notice(of, Places.yearOfAddress(year)).orElse(null);
        return editor(
                of,
                year,
                notice == null ? "" : NoticeReader.csv(notice),
                notice == null ? null : notice.source(),
                model);
    }

    @PostMapping("/{year}/notice")
    String preview(
            @PathVariable int year,
            @RequestParam(defaultValue = "country") String place,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable String source,
            Authentication asker,
            Model model)
            throws IOException {
        Place of = choice.of(place);
        String given = file == null || file.isEmpty() ? text : NoticeFile.text(file);
        try {
            Notice notice = NoticeReader.text(of, Places.yearOfAddress(year), given, source);
            return PreviewPages.to(changes.preview(List.of(Edition.of(notice)), asker.getName()));
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return editor(of, year, given, source, model);
        }
    }

    @PostMapping("/{year}/notice/remove")
    String remove(@PathVariable int year, @RequestParam(defaultValue = "country") String place, Authentication asker) {
        return PreviewPages.to(changes.preview(
                List.of(Edition.withdrawal(choice.of(place), Places.yearOfAddress(year))), asker.getName()));
    }

    private String editor(Place place, int year, String text, @Nullable String source, Model model) {
        WorkCalendar above = calendars.of(place);
        model.addAttribute("year", year);
        model.addAttribute("text", text);
        model.addAttribute("source", source);
        model.addAttribute("page", YearPage.of(above, place, null, year));
        model.addAttribute("december", YearPage.december(above, year - 1));
        model.addAttribute(
                "imported", calendars.kept(new Edition.Part(place, year)).isPresent());
        choice.show(place, model);
        return "calendar/notice";
    }
}
