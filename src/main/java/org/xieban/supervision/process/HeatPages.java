package org.xieban.supervision.process;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;

/** Heat maps for those who never open Cockpit: one version, or two beside each other. */
@Controller
@PreAuthorize(ProcessApi.READERS)
class HeatPages {

    /** What {@code process-heat.js} draws. */
    private static final List<String> MEASURES = List.of("spent", "waiting", "count", "overdue");

    private final SupervisedProcesses processes;
    private final MessageSource messages;

    HeatPages(SupervisedProcesses processes, MessageSource messages) {
        this.processes = processes;
        this.messages = messages;
    }

    @GetMapping("/supervision/processes")
    String processes(Model model) {
        model.addAttribute("processes", processes.all());
        return "supervision/processes";
    }

    @GetMapping("/supervision/processes/{key}/heat")
    String heat(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable Integer beside,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "spent") String measure,
            Locale locale,
            Model model) {
        List<HeatMap> maps = maps(key, version, beside, from, to);
        HeatMap first = maps.get(0);
        model.addAttribute("key", key);
        model.addAttribute("name", first.name());
        model.addAttribute("version", first.version());
        model.addAttribute("beside", maps.size() > 1 ? beside : null);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("versions", processes.versions(key));
        model.addAttribute("measures", MEASURES);
        model.addAttribute("measure", MEASURES.contains(measure) ? measure : MEASURES.get(0));
        model.addAttribute("maps", maps);
        model.addAttribute("uncounted", first.uncounted());
        model.addAttribute("texts", new DurationTexts(messages, locale));
        return "supervision/heat";
    }

    private List<HeatMap> maps(
            String key,
            @Nullable Integer version,
            @Nullable Integer beside,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        List<HeatMap> maps = new ArrayList<>();
        maps.add(processes.heat(key, version, null, from, to));
        if (beside != null && beside != maps.get(0).version()) {
            maps.add(processes.heat(key, beside, null, from, to));
        }
        return maps;
    }

    /** The tables in one, times in seconds. */
    @GetMapping("/supervision/processes/{key}/heat.csv")
    ResponseEntity<byte[]> table(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable Integer beside,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Locale locale) {
        String seconds = " (" + messages.getMessage("worklist.unit.second", null, locale) + ")";
        Csv csv = new Csv()
                .line(List.of(
                        text("version", locale),
                        text("step", locale),
                        text("stepId", locale),
                        text("count", locale),
                        text("cancelled", locale),
                        text("running", locale),
                        text("mean", locale) + seconds,
                        text("p50", locale) + seconds,
                        text("p90", locale) + seconds,
                        text("waiting", locale) + seconds,
                        text("working", locale) + seconds,
                        text("total", locale) + seconds,
                        text("overdue", locale),
                        text("overdueNow", locale)));
        for (HeatMap map : maps(key, version, beside, from, to)) {
            line(csv, map, map.whole());
            map.activities().forEach(each -> line(csv, map, each));
        }
        return Attachment.of("heat-" + key + ".csv", Attachment.CSV, csv.toString());
    }

    private static void line(Csv csv, HeatMap map, HeatMap.Activity each) {
        List<@Nullable String> cells = new ArrayList<>(List.of(Integer.toString(map.version())));
        cells.add(each.name());
        cells.add(each.activityId());
        for (long number : new long[] {each.count(), each.cancelled(), each.running()}) {
            cells.add(Long.toString(number));
        }
        cells.add(rounded(each.time().mean()));
        cells.add(rounded(each.time().p50()));
        cells.add(rounded(each.time().p90()));
        cells.add(each.isTask() ? rounded(each.waiting().mean()) : null);
        cells.add(each.isTask() ? rounded(each.working().mean()) : null);
        cells.add(rounded(each.time().total()));
        cells.add(Long.toString(each.overdue()));
        cells.add(Long.toString(each.overdueNow()));
        csv.line(cells);
    }

    private static @Nullable String rounded(@Nullable Double seconds) {
        return seconds == null ? null : Long.toString(Math.round(seconds));
    }

    private String text(String key, Locale locale) {
        return messages.getMessage("supervision." + key, null, locale);
    }
}
