package org.xieban.inspection.visit;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Enclosures;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.trace.OfficialTime;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Visits for those who make them: the list of one's own, and the page that is open on a phone on site. */
@Controller
@NamesDepartments
@RequestMapping("/inspection")
@PreAuthorize(VisitPages.INSPECTORS)
class VisitPages {

    static final String INSPECTORS = "hasRole('INSPECTOR')";

    private final VisitRepository visits;
    private final SiteRecords records;
    private final OnSite site;
    private final Doors doors;
    private final VisitCourse course;
    private final Enclosures enclosures;
    private final Officers officers;
    private final Clock clock;

    VisitPages(
            VisitRepository visits,
            SiteRecords records,
            OnSite site,
            Doors doors,
            VisitCourse course,
            Enclosures enclosures,
            Officers officers,
            Clock clock) {
        this.visits = visits;
        this.records = records;
        this.site = site;
        this.doors = doors;
        this.course = course;
        this.enclosures = enclosures;
        this.officers = officers;
        this.clock = clock;
    }

    @GetMapping("/visits")
    String mine(Model model) {
        model.addAttribute("visits", visits.mine(CaseAccess.requireOfficer().login(), PageRequest.LARGEST_SIZE));
        model.addAttribute("today", OfficialTime.today(clock));
        return "inspection/visits";
    }

    /** On site: all that is to be done there, also where there is no network. */
    @GetMapping("/visits/{id}")
    String onSite(@PathVariable long id, @RequestParam(defaultValue = "") String door, Model model) {
        OnSite.Mine mine = site.require(id);
        String department = mine.part().department();
        SiteRecord record = records.of(id).of(department);
        model.addAttribute("visit", mine.visit());
        model.addAttribute("part", mine.part());
        model.addAttribute("record", record);
        model.addAttribute("arrivals", by(record.arrivals(), SiteRecord.Arrival::login));
        model.addAttribute("found", by(record.results(), SiteRecord.Found::item));
        // under no login, the object
        model.addAttribute(
                "signers", by(record.signedNow(department), each -> Objects.requireNonNullElse(each.login(), "")));
        model.addAttribute("login", mine.login());
        model.addAttribute("door", door);
        model.addAttribute("kinds", ResultKind.values());
        model.addAttribute("answers", SiteRecord.Answer.values());
        model.addAttribute("people", people(mine.part().inspectors().stream()));
        model.addAttribute("clock", course.parts(mine.visit().caseNo()).get(department));
        model.addAttribute("largest", enclosures.largest());
        return "inspection/on-site";
    }

    private static <T> Map<String, T> by(List<T> all, Function<T, String> key) {
        Map<String, T> last = new LinkedHashMap<>();
        all.forEach(each -> last.put(key.apply(each), each));
        return last;
    }

    /** Where the address in the code at a door leads: to the visit that is under way there. */
    @GetMapping("/door/{code}")
    String door(@PathVariable String code) {
        String login = CaseAccess.requireOfficer().login();
        String object = doors.object(code).orElseThrow(() -> Refusal.notFound("visit.doorUnknown"));
        return visits.mine(login, PageRequest.LARGEST_SIZE).stream()
                .filter(line -> line.creditCode().equals(object))
                .findFirst()
                .map(line -> "redirect:/inspection/visits/" + line.id() + "?door=" + Doors.code(code))
                .orElseThrow(() -> Refusal.notFound("visit.noneHere"));
    }

    private Map<String, String> people(Stream<@Nullable String> logins) {
        return officers.findAll(logins.distinct().map(String::valueOf).toList()).stream()
                .collect(Collectors.toMap(Officer::login, Officer::name));
    }

    /** What keeps the pages of visits readable without a network; below their path, so that it may. */
    @GetMapping("/visits/offline.js")
    ResponseEntity<Resource> offline() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource("static/js/visit-offline.js"));
    }
}
