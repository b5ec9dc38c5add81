package org.xieban.timelimit;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** The clocks of a case on the screen, each with its days, and what stops them. */
@Controller
@RequestMapping("/timelimit/cases/{caseNo}")
class ClockPages {

    private static final String PAUSES = "timelimit/pauses";

    /** Nobody looks through more; a pause that is planned for decades would make a page of tens of thousands. */
    private static final int MOST_DAYS = 400;

    /**
     * A day as the timeline draws it.
     *
     * @param style the class by which it is drawn
     * @param mark message key of the word on it, null where its number says all
     * @param month whether the name of its month stands before it
     */
    record Cell(Reckoning.Day day, String style, @Nullable String mark, boolean month, boolean today) {}

    /** A clock as it is drawn. */
    record Shown(CaseClock clock, Reckoning reckoning, List<Cell> timeline) {}

    /** A pause as it is listed. */
    record ListedPause(Pause pause, boolean late) {}

    private final ClockViews clocks;
    private final ClockTexts texts;
    private final Pauses pauses;
    private final Clock clock;

    ClockPages(ClockViews clocks, ClockTexts texts, Pauses pauses, Clock clock) {
        this.clocks = clocks;
        this.texts = texts;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** The page, or for htmx what stands in the tab of the case. */
    @GetMapping
    @Transactional(readOnly = true)
    public String ofCase(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), OfficialTime.ZONE);
        List<CaseClock> all = clocks.ofCase(caseNo);
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("people", texts.people(all));
        model.addAttribute(
                "clocks",
                // those that still run come first
                all.stream()
                        .sorted(Comparator.comparing((CaseClock each) -> each.endedAt() != null))
                        .map(each -> {
                            Reckoning reckoning = clocks.explanation(each);
                            return new Shown(each, reckoning, timeline(reckoning, today));
                        })
                        .toList());
        model.addAttribute("mayPause", pauses.allowed(caseNo));
        return fragment == null ? "timelimit/clocks" : "timelimit/clocks :: clocks";
    }

    private static List<Cell> timeline(Reckoning reckoning, LocalDate today) {
        LocalDate due = reckoning.dueAt().toLocalDate();
        List<Cell> cells = new ArrayList<>();
        for (Reckoning.Day day :
                reckoning.days().subList(0, Math.min(MOST_DAYS, reckoning.days().size()))) {
            LocalDate date = day.date();
            boolean month = cells.isEmpty() || date.getDayOfMonth() == 1;
            cells.add(new Cell(day, style(day, due), mark(day, due), month, date.equals(today)));
        }
        return cells;
    }

    private static String style(Reckoning.Day day, LocalDate due) {
        if (day.date().equals(due)) {
            return "due-day";
        }
        if (day.pausedBy() == null && day.counted().signum() > 0) {
            return "counted";
        }
        return switch (day.reason()) {
            case "PAUSED" -> "paused";
            case "FIRST_DAY" -> "first";
            case "HOLIDAY" -> "off";
            default -> "weekend";
        };
    }

    private static @Nullable String mark(Reckoning.Day day, LocalDate due) {
        if (day.date().equals(due)) {
            return "timelimit.mark.DUE";
        }
        return switch (day.reason()) {
            case "PAUSED", "FIRST_DAY", "HOLIDAY", "MAKE_UP" -> "timelimit.mark." + day.reason();
            default -> null;
        };
    }

    /** What stops the clocks, and entering it; also in place of what was entered wrong. */
    @GetMapping("/pauses")
    @Transactional(readOnly = true)
    public String pauses(
            @PathVariable String caseNo, @RequestParam(required = false) @Nullable String corrects, Model model) {
        PauseRequest typed = corrects == null
                ? PauseRequest.EMPTY
                : PauseRequest.correcting(pauses.find(caseNo, PauseRequest.id(corrects)));
        return page(caseNo, typed, null, model);
    }

    @PostMapping("/pauses")
    String enter(
            @PathVariable String caseNo,
            @ModelAttribute PauseRequest typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        try {
            pauses.enter(caseNo, typed.read());
        } catch (Refusal refusal) {
            return refused(caseNo, typed, refusal, model, response);
        }
        flash.addFlashAttribute(
                "message", typed.corrects() == null ? "timelimit.pause.entered" : "timelimit.pause.corrected");
        return "redirect:/cases/" + caseNo + "?tab=clocks";
    }

    @PostMapping("/pauses/{id}/end")
    String end(
            @PathVariable String caseNo,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String result,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        try {
            pauses.end(caseNo, PauseRequest.id(id), null, result.isBlank() ? null : result.strip());
        } catch (Refusal refusal) {
            return refused(caseNo, PauseRequest.EMPTY, refusal, model, response);
        }
        flash.addFlashAttribute("message", "timelimit.pause.isEnded");
        return "redirect:/cases/" + caseNo + "?tab=clocks";
    }

    @PostMapping("/pauses/{id}/renew")
    String renew(
            @PathVariable String caseNo,
            @PathVariable String id,
            @ModelAttribute PauseRequest typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        try {
            pauses.renew(caseNo, PauseRequest.id(id), typed.readUntil(), typed.readReason());
        } catch (Refusal refusal) {
            return refused(caseNo, PauseRequest.EMPTY, refusal, model, response);
        }
        flash.addFlashAttribute("message", "timelimit.pause.renewed");
        return "redirect:/timelimit/cases/" + caseNo + "/pauses";
    }

    private String refused(
            String caseNo, PauseRequest typed, Refusal refusal, Model model, HttpServletResponse response) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND || refusal.kind() == Refusal.Kind.FORBIDDEN) {
            throw refusal;
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return page(caseNo, typed, refusal, model);
    }

    private String page(String caseNo, PauseRequest typed, @Nullable Refusal refusal, Model model) {
        Instant now = clock.instant();
        model.addAttribute("caseNo", caseNo);
        List<Pause> entered = pauses.ofCase(caseNo);
        model.addAttribute(
                "people",
                texts.names(entered.stream().map(Pause::approver).distinct().toList()));
        model.addAttribute(
                "pauses",
                entered.stream()
                        .map(pause -> new ListedPause(pause, pause.late(now)))
                        .toList());
        model.addAttribute("mayPause", pauses.allowed(caseNo));
        model.addAttribute(
                "mayRenew", CaseAccess.officer().filter(Pauses::isHead).isPresent());
        model.addAttribute("types", PauseType.values());
        model.addAttribute("typed", typed);
        model.addAttribute("refusal", refusal);
        return PAUSES;
    }
}
