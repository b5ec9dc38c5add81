package org.xieban.calendar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Csv;
import org.xieban.web.Refusal;

/** How the system administrator changes the calendar: he writes, sees what it moves, and confirms exactly that. */
@Controller
@RequestMapping("/calendar")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class CalendarEditing {

    /** Clocks on one page of a preview. */
    private static final int PAGE = 50;

    /** Empty lines that the form for office hours offers besides those that are filled. */
    private static final int SPARE = 2;

    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Calendars calendars;
    private final CalendarChanges changes;
    private final Places places;
    private final MessageSource messages;
    private final Clock clock;

    CalendarEditing(Calendars calendars, CalendarChanges changes, Places places, MessageSource messages, Clock clock) {
        this.calendars = calendars;
        this.changes = changes;
        this.places = places;
        this.messages = messages;
        this.clock = clock;
    }

    // ---- a year's notice

    @GetMapping("/{year}/notice")
    String edit(@PathVariable int year, @RequestParam(defaultValue = "country") String place, Model model) {
        Place of = places.ofAddress(place);
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
        Place of = places.ofAddress(place);
        String given = file == null || file.isEmpty() ? text : decoded(file.getBytes());
        try {
            Notice notice = NoticeReader.text(of, Places.yearOfAddress(year), given, source);
            return toPreview(List.of(Edition.of(notice)), asker);
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return editor(of, year, given, source, model);
        }
    }

    @PostMapping("/{year}/notice/remove")
    String remove(@PathVariable int year, @RequestParam(defaultValue = "country") String place, Authentication asker) {
        return toPreview(List.of(Edition.withdrawal(places.ofAddress(place), Places.yearOfAddress(year))), asker);
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
        place(place, model);
        return "calendar/notice";
    }

    // ---- several files

    @GetMapping("/import")
    String choose(@RequestParam(defaultValue = "country") String place, Model model) {
        place(places.ofAddress(place), model);
        return "calendar/import";
    }

    @PostMapping("/import")
    String read(
            @RequestParam(defaultValue = "country") String place,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            @RequestParam(required = false) @Nullable String source,
            Authentication asker,
            Model model)
            throws IOException {
        Place of = places.ofAddress(place);
        List<Edition> editions = new ArrayList<>();
        List<FileRefused> refused = new ArrayList<>();
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (!file.isEmpty()) {
                try {
                    NoticeReader.file(of, decoded(file.getBytes()), source).stream()
                            .map(Edition::of)
                            .forEach(editions::add);
                } catch (Refusal refusal) {
                    refused.add(new FileRefused(Objects.requireNonNullElse(file.getOriginalFilename(), ""), refusal));
                }
            }
        }
        if (refused.isEmpty() && !editions.isEmpty()) {
            try {
                return toPreview(editions, asker);
            } catch (Refusal refusal) {
                refused.add(new FileRefused("", refusal));
            }
        }
        model.addAttribute("refused", refused);
        model.addAttribute("nothing", refused.isEmpty());
        model.addAttribute("source", source);
        place(of, model);
        return "calendar/import";
    }

    /** A file that cannot be taken; none of the others is then. */
    record FileRefused(String name, Refusal refusal) {}

    // ---- office hours

    @GetMapping("/hours")
    String hours(@RequestParam(defaultValue = "country") String place, Model model) {
        Place of = places.ofAddress(place);
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
            @RequestParam(defaultValue = "") String[] from,
            @RequestParam(defaultValue = "") String[] hours,
            @RequestParam(defaultValue = "") String[] dayEnd,
            @RequestParam(required = false) @Nullable String source,
            Authentication asker,
            Model model) {
        Place of = places.ofAddress(place);
        List<HoursReader.Row> rows = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            HoursReader.Row row = new HoursReader.Row(from[i], at(hours, i), at(dayEnd, i));
            if (!row.empty()) {
                rows.add(row);
            }
        }
        try {
            return toPreview(List.of(HoursReader.read(of, rows, source)), asker);
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
        place(place, model);
        return "calendar/hours";
    }

    private static String at(String[] values, int index) {
        return index < values.length ? values[index] : "";
    }

    // ---- what was shown, and confirming it

    @GetMapping("/previews/{token}")
    String show(@PathVariable UUID token, @RequestParam(defaultValue = "0") long after, Model model) {
        CalendarPreview preview = changes.shown(token);
        Edition first = preview.change().editions().get(0);
        model.addAttribute("preview", preview);
        model.addAttribute("first", first);
        model.addAttribute("placeName", places.name(first.place()));
        model.addAttribute("place", first.place());
        model.addAttribute("clocks", changes.shownClocks(token, after, PAGE));
        model.addAttribute("after", after);
        model.addAttribute("size", PAGE);
        return "calendar/preview";
    }

    @GetMapping("/previews/{token}/clocks.csv")
    ResponseEntity<String> export(@PathVariable UUID token, Locale locale) {
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
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("calendar-clocks.csv")
                                .build()
                                .toString())
                .body(csv.toString());
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
            flash.addFlashAttribute("problem", "problem." + refusal.code());
            flash.addFlashAttribute("problemArgs", refusal.arguments());
            List<Edition> editions = changes.editions(token);
            boolean again = !refusal.code().equals("calendar.previewApplied");
            return again ? toPreview(editions, asker) : back(editions.get(0));
        }
    }

    private String toPreview(List<Edition> editions, Authentication asker) {
        return "redirect:/calendar/previews/"
                + changes.preview(editions, asker.getName()).token();
    }

    private String back(Edition edition) {
        Integer year =
                edition.year() == null ? Integer.valueOf(LocalDate.now(clock).getYear()) : edition.year();
        return "redirect:/calendar?year=" + year
                + (edition.place().local() ? "&place=" + edition.place().key() : "");
    }

    private void place(Place place, Model model) {
        model.addAttribute("place", place);
        model.addAttribute("placeName", places.name(place));
        model.addAttribute("regions", places.regions());
        model.addAttribute("departments", places.departments());
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    /** Spreadsheets of a Chinese office save CSV in the system's own encoding unless told otherwise. */
    private static String decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("GB18030"));
        }
    }
}
