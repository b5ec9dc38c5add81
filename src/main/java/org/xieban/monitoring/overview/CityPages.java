package org.xieban.monitoring.overview;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Regions;
import org.xieban.monitoring.MonitoringSettings;
import org.xieban.monitoring.alarm.AlarmFilter;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.IndicatorFilter;
import org.xieban.monitoring.indicator.IndicatorKeepers;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.monitoring.indicator.Kind;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.monitoring.reading.History;
import org.xieban.monitoring.rule.AlarmRule;
import org.xieban.monitoring.rule.Judge;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** The city on one page, and one indicator on another. */
@Controller
@NamesDepartments
@RequestMapping("/monitoring")
@PreAuthorize(MonitoringAccess.READERS)
class CityPages {

    private static final int ALARMS_BESIDE = 20;
    private static final int TRENDS = 4;
    private static final int LONGEST_DAYS = 3660;
    private static final Duration MAP_KEPT = Duration.ofMinutes(10);

    private final CityOverview overview;
    private final Live live;
    private final Indicators indicators;
    private final Alarms alarms;
    private final Judge judge;
    private final Regions regions;
    private final Clock clock;
    private final @Nullable Resource map;

    CityPages(
            CityOverview overview,
            Live live,
            Indicators indicators,
            Alarms alarms,
            Judge judge,
            Regions regions,
            Clock clock,
            MonitoringSettings settings,
            ResourceLoader resources) {
        this.overview = overview;
        this.live = live;
        this.indicators = indicators;
        this.alarms = alarms;
        this.judge = judge;
        this.regions = regions;
        this.clock = clock;
        this.map = settings.map() == null ? null : resources.getResource(settings.map());
    }

    @GetMapping
    String overview(@ModelAttribute("filter") IndicatorFilter filter, Model model) {
        List<CityOverview.State> states = overview.states(filter);
        model.addAttribute("states", states);
        model.addAttribute("counts", CityOverview.counts(states));
        model.addAttribute("most", CityOverview.MOST);
        model.addAttribute(
                "trends",
                states.stream()
                        .filter(state -> state.latest() != null)
                        .limit(TRENDS)
                        .toList());
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("regions", regions.names());
        model.addAttribute("mapped", map != null && map.exists());
        return panel(model);
    }

    /** The open alarms alone, for pages that are told of something new. */
    @GetMapping("/panel")
    String beside(Model model) {
        panel(model);
        return "monitoring/parts :: panel";
    }

    private String panel(Model model) {
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("alarms", alarms.newest(AlarmFilter.ofOpen(), ALARMS_BESIDE));
        model.addAttribute("open", alarms.count(AlarmFilter.ofOpen()));
        return "monitoring/overview";
    }

    @GetMapping("/state")
    @ResponseBody
    List<CityOverview.Point> state(@ModelAttribute("filter") IndicatorFilter filter) {
        return overview.states(filter).stream().map(CityOverview.Point::of).toList();
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() {
        return live.watch();
    }

    /** The outlines of the regions (GeoJSON, RFC 7946), as the installation has them. */
    @GetMapping("/map.json")
    ResponseEntity<byte[]> map() throws IOException {
        if (map == null || !map.exists()) {
            throw Refusal.notFound("monitoring.noMap");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.maxAge(MAP_KEPT).cachePrivate())
                .body(map.getContentAsByteArray());
    }

    @GetMapping("/indicators/{code}")
    String one(@PathVariable String code, Model model) {
        Indicator indicator = indicators.require(code);
        model.addAttribute("indicator", indicator);
        model.addAttribute("state", overview.state(indicator));
        model.addAttribute(
                "rules", judge.rulesOf(indicator).stream().map(RuleText::of).toList());
        model.addAttribute("alarms", alarms.newest(AlarmFilter.of(code), ALARMS_BESIDE));
        model.addAttribute("mayKeep", IndicatorKeepers.mayKeep(indicator));
        model.addAttribute("regions", regions.names());
        model.addAttribute("zone", OfficialTime.ZONE);
        return "monitoring/indicator";
    }

    /**
     * For charts.
     *
     * @param points moment in milliseconds since 1970, value, least, greatest
     * @param lines where rules begin to hold
     */
    record Series(String name, String unit, List<List<Number>> points, List<Line> lines) {}

    record Line(String name, int level, double value) {}

    @GetMapping("/indicators/{code}/history")
    @ResponseBody
    Series history(@PathVariable String code, @RequestParam(defaultValue = "1") int days) {
        if (days < 1 || days > LONGEST_DAYS) {
            throw Refusal.shape("filter.invalid").at("days", "register.number", 1, LONGEST_DAYS);
        }
        Indicator indicator = indicators.require(code);
        Instant now = OfficialTime.now(clock);
        List<History.Point> points = overview.history(indicator, now.minus(Duration.ofDays(days)), now.plusSeconds(60));
        return new Series(
                indicator.name(),
                indicator.unit(),
                points.stream()
                        .map(each ->
                                List.<Number>of(each.at().toEpochMilli(), each.value(), each.least(), each.greatest()))
                        .toList(),
                judge.rulesOf(indicator).stream()
                        .filter(rule -> rule.measure() == AlarmRule.Measure.VALUE)
                        .map(rule -> new Line(rule.name(), rule.level(), rule.from()))
                        .toList());
    }
}
