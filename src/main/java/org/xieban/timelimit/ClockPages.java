package org.xieban.timelimit;

import java.time.LocalDate;
import java.time.temporal.WeekFields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** The clocks of a case on the screen, each with its days. */
@Controller
@Transactional(readOnly = true)
class ClockPages {

    /**
     * A clock as it is drawn.
     *
     * @param weeks its days in weeks from Monday on; null stands for days outside it
     */
    record Shown(CaseClock clock, Reckoning reckoning, List<List<Reckoning.@Nullable Day>> weeks) {}

    private final ClockViews clocks;
    private final ClockTexts texts;

    ClockPages(ClockViews clocks, ClockTexts texts) {
        this.clocks = clocks;
        this.texts = texts;
    }

    /** The page, or for htmx what stands in the tab of the case. */
    @GetMapping("/timelimit/cases/{caseNo}")
    String ofCase(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        List<CaseClock> running = clocks.ofCase(caseNo);
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("people", texts.people(running));
        model.addAttribute(
                "clocks",
                running.stream()
                        .map(clock -> {
                            Reckoning reckoning = clocks.explanation(clock);
                            return new Shown(clock, reckoning, weeks(reckoning.days()));
                        })
                        .toList());
        return fragment == null ? "timelimit/clocks" : "timelimit/clocks :: clocks";
    }

    private static List<List<Reckoning.@Nullable Day>> weeks(List<Reckoning.Day> days) {
        Map<LocalDate, Reckoning.@Nullable Day[]> weeks = new TreeMap<>();
        for (Reckoning.Day day : days) {
            LocalDate monday = day.date().with(WeekFields.ISO.dayOfWeek(), 1);
            weeks.computeIfAbsent(monday, first -> new Reckoning.Day[7])[
                    day.date().getDayOfWeek().getValue() - 1] = day;
        }
        return weeks.values().stream().map(Arrays::asList).toList();
    }
}
