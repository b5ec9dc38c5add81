package org.xieban.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** What a change of the calendar would move, and confirming exactly that. */
@Controller
@RequestMapping("/calendar")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class PreviewPages {

    /** Clocks on one page of a preview. */
    private static final int PAGE = 50;

    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final CalendarChanges changes;
    private final PlaceChoice choice;
    private final MessageSource messages;
    private final Clock clock;

    PreviewPages(CalendarChanges changes, PlaceChoice choice, MessageSource messages, Clock clock) {
        this.changes = changes;
        this.choice = choice;
        this.messages = messages;
        this.clock = clock;
    }

    /** Where what was shown is looked at and confirmed. */
    static String to(CalendarChanges.Shown shown) {
        return "redirect:/calendar/previews/" + shown.token();
    }

    @GetMapping("/previews/{token}")
    String show(@PathVariable UUID token, @RequestParam(defaultValue = "0") long after, Model model) {
        CalendarPreview preview = changes.shown(token);
        Edition first = preview.change().editions().get(0);
        model.addAttribute("preview", preview);
        model.addAttribute("first", first);
        model.addAttribute("placeName", choice.name(first.place()));
        model.addAttribute("place", first.place());
        model.addAttribute("clocks", changes.shownClocks(token, after, PAGE));
        model.addAttribute("after", after);
        model.addAttribute("size", PAGE);
        return "calendar/preview";
    }

    @GetMapping("/previews/{token}/clocks.csv")
    ResponseEntity<byte[]> export(@PathVariable UUID token, Locale locale) {
        changes.shown(token);
        Csv csv = new Csv()
                .line(Arrays.asList(
                        text("calendar.preview.case", locale),
                        text("calendar.preview.kind", locale),
                        text("calendar.preview.step", locale),
                        text("calendar.preview.before", locale),
                        text("calendar.preview.after", locale)));
        for (MovedClock each : changes.shownClocks(token, 0, Integer.MAX_VALUE)) {
            csv.line(Arrays.asList(
                    each.caseNo(),
                    text("calendar.clock." + each.kind(), locale),
                    each.step(),
                    AT.format(each.oldDueAt()),
                    AT.format(each.newDueAt())));
        }
        return Attachment.of("calendar-clocks.csv", Attachment.CSV, csv.toString());
    }

    @PostMapping("/previews/{token}/apply")
    String apply(@PathVariable UUID token, Authentication asker, RedirectAttributes flash) {
        try {
            CalendarChanges.Moving moved = changes.apply(token, asker.getName());
            Edition first = moved.change().editions().get(0);
            flash.addFlashAttribute("message", "calendar.broughtIn");
            flash.addFlashAttribute(
                    "messageArgs",
                    List.of(
                            moved.change().days().size()
                                    + moved.change().periods().size(),
                            moved.clocks().size()));
            return back(first);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) {
                throw refusal;
            }
            Flash.refused(flash, refusal);
            List<Edition> editions = changes.editions(token);
            boolean again = !refusal.code().equals("calendar.previewApplied");
            return again ? to(changes.preview(editions, asker.getName())) : back(editions.get(0));
        }
    }

    private String back(Edition edition) {
        Integer year =
                edition.year() == null ? Integer.valueOf(LocalDate.now(clock).getYear()) : edition.year();
        return "redirect:/calendar?year=" + year
                + (edition.place().local() ? "&place=" + edition.place().key() : "");
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
