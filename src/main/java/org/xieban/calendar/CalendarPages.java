package org.xieban.calendar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Refusal;

@Controller
@RequestMapping("/calendar")
class CalendarPages {

    private static final String ADMINISTRATOR = "hasRole('SYSTEM_ADMINISTRATOR')";
    private static final String EDITOR = "calendar/notice";

    private final Calendars calendars;
    private final Clock clock;

    CalendarPages(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping
    String year(
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String unit,
            Model model) {
        LocalDate today = LocalDate.now(clock);
        int shown = known(year == null ? today.getYear() : year);
        WorkCalendar calendar = calendars.current();
        model.addAttribute("page", YearPage.of(calendar, shown));
        model.addAttribute("imported", calendars.imported(shown).orElse(null));
        model.addAttribute("today", today);
        model.addAttribute("first", WorkCalendar.FIRST.getYear());
        model.addAttribute("last", WorkCalendar.LAST.getYear());
        model.addAttribute("units", TermUnit.values());
        model.addAttribute("start", start == null ? today.toString() : start);
        model.addAttribute("amount", amount == null ? "20" : amount);
        model.addAttribute("unit", unit == null ? TermUnit.WORKING_DAY.name() : unit);
        if (amount != null) {
            answer(new DueQuestion(start, amount, unit), calendar, model);
        }
        return "calendar/year";
    }

    @GetMapping("/{year}/notice")
    @PreAuthorize(ADMINISTRATOR)
    String edit(@PathVariable int year, Model model) {
        Notice notice = calendars.current().notice(known(year)).orElse(null);
        return editor(
                year, notice == null ? "" : NoticeReader.csv(notice), notice == null ? null : notice.source(), model);
    }

    @PostMapping("/{year}/notice")
    @PreAuthorize(ADMINISTRATOR)
    String preview(
            @PathVariable int year,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable String source,
            Model model)
            throws IOException {
        String given = file == null || file.isEmpty() ? text : decoded(file.getBytes());
        editor(year, given, source, model);
        try {
            Notice notice = NoticeReader.text(year, given, source);
            model.addAttribute("text", NoticeReader.csv(notice));
            model.addAttribute("source", notice.source());
            model.addAttribute("change", calendars.preview(notice));
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
        }
        return EDITOR;
    }

    @PostMapping("/{year}/notice/apply")
    @PreAuthorize(ADMINISTRATOR)
    String apply(
            @PathVariable int year,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable String source,
            Authentication asker,
            RedirectAttributes flash) {
        NoticeChange change = calendars.bringIn(NoticeReader.text(year, text, source), asker.getName());
        flash.addFlashAttribute("message", "calendar.broughtIn");
        flash.addFlashAttribute(
                "messageArgs",
                List.of(
                        Integer.toString(year),
                        change.days().size(),
                        change.clocks().size()));
        return "redirect:/calendar?year=" + year;
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

    private static String editor(int year, String text, @Nullable String source, Model model) {
        model.addAttribute("year", year);
        model.addAttribute("text", text);
        model.addAttribute("source", source);
        return EDITOR;
    }

    private static int known(int year) {
        if (year < WorkCalendar.FIRST.getYear() || year > WorkCalendar.LAST.getYear()) {
            throw Refusal.notFound("calendar.year", Integer.toString(year));
        }
        return year;
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
