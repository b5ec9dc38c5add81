package org.xieban.inspection.visit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseScope;
import org.xieban.casefile.Downloads;
import org.xieban.casefile.Enclosures;
import org.xieban.casefile.FileType;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.PlannedVisits;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.inspection.register.RegisterKeepers;
import org.xieban.web.QrCode;
import org.xieban.web.Refusal;

/** Visits for those who send inspectors and read what they found: dispatching, the tab of a case, the code at a door. */
@Controller
@NamesDepartments
@RequestMapping("/inspection")
@PreAuthorize(VisitDesk.READERS)
class VisitDesk {

    static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER',"
            + " 'INSPECTOR', 'DUTY_COMMANDER', 'SUPERVISOR')";

    private final VisitRepository visits;
    private final SiteRecords records;
    private final Doors doors;
    private final VisitStarts starts;
    private final VisitTeams teams;
    private final VisitCourse course;
    private final Visits planned;
    private final PlannedVisits table;
    private final ObjectRegister objects;
    private final RegisterKeepers keepers;
    private final Enclosures enclosures;
    private final Officers officers;
    private final CaseAccess access;
    private final List<FollowUps> followUps;

    VisitDesk(
            VisitRepository visits,
            SiteRecords records,
            Doors doors,
            VisitStarts starts,
            VisitTeams teams,
            VisitCourse course,
            Visits planned,
            PlannedVisits table,
            ObjectRegister objects,
            RegisterKeepers keepers,
            Enclosures enclosures,
            Officers officers,
            CaseAccess access,
            List<FollowUps> followUps) {
        this.visits = visits;
        this.records = records;
        this.doors = doors;
        this.starts = starts;
        this.teams = teams;
        this.course = course;
        this.planned = planned;
        this.table = table;
        this.objects = objects;
        this.keepers = keepers;
        this.enclosures = enclosures;
        this.officers = officers;
        this.access = access;
        this.followUps = followUps;
    }

    /** The visits of a plan or task, and how far they have begun. */
    @GetMapping("/visits/of/{task}")
    String ofTask(@PathVariable String task, Model model) {
        access.requireVisible(task);
        List<PlannedVisit> all = planned.of(task);
        model.addAttribute("task", task);
        model.addAttribute(
                "states",
                new LinkedHashMap<>(
                        all.stream().collect(Collectors.groupingBy(PlannedVisit::state, Collectors.counting()))));
        model.addAttribute("total", all.size());
        table.show(task, true, model);
        model.addAttribute("visitsOf", null);
        model.addAttribute("batch", starts.last(task).orElse(null));
        model.addAttribute("mayStart", starts.mayRequest(task));
        model.addAttribute("waiting", all.stream().anyMatch(each -> each.state() == PlannedVisit.State.PLANNED));
        return "inspection/task-visits";
    }

    @PostMapping("/visits/of/{task}/start")
    String start(@PathVariable String task, RedirectAttributes redirect) {
        access.requireVisible(task);
        starts.request(task);
        redirect.addFlashAttribute("message", "inspection.visit.dispatched");
        return "redirect:/inspection/visits/of/{task}";
    }

    /** What is put up at the door of an object, for those who keep the register of objects. */
    @GetMapping("/doors/{creditCode}")
    String door(@PathVariable String creditCode, Model model) {
        if (!keepers.mayKeep(null)) {
            throw Refusal.forbidden("access.denied");
        }
        model.addAttribute("object", objects.require(creditCode));
        String code = doors.of(creditCode);
        model.addAttribute("code", code);
        model.addAttribute(
                "qr",
                QrCode.of(ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path("/inspection/door/{code}")
                        .buildAndExpand(code)
                        .toUriString()));
        return "inspection/door";
    }

    /** A photograph or a signature, for who sees what that department took down. */
    @GetMapping("/visits/{id}/pictures/{entry}")
    ResponseEntity<byte[]> picture(@PathVariable long id, @PathVariable UUID entry) {
        Visit visit = visits.find(id).orElseThrow(() -> Refusal.notFound("visit.unknown", id));
        SiteRecord record = seen(visit);
        return Stream.concat(
                        record.photographs().stream()
                                .filter(each -> each.id().equals(entry))
                                .map(each -> Downloads.picture(
                                        "photograph-" + entry, each.type(), enclosures.content(each.sha256()))),
                        record.signatures().stream()
                                .filter(each -> each.id().equals(entry) && each.image() != null)
                                .map(each -> Downloads.picture(
                                        "signature-" + entry,
                                        FileType.PNG,
                                        enclosures.content(String.valueOf(each.image())))))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("visit.unknown", id));
    }

    /** All of it for who sees the whole case; for others what their department took down. */
    private SiteRecord seen(Visit visit) {
        SiteRecord record = records.of(visit.id());
        return access.requireVisible(visit.caseNo()) == CaseScope.WHOLE
                ? record
                : record.of(CaseAccess.requireOfficer().departmentCode());
    }

    /** The tab of the case: what was found, by whom, with which pictures. */
    @GetMapping("/cases/{caseNo}")
    String ofCase(
            @PathVariable String caseNo,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        access.requireVisible(caseNo);
        Visit visit = visits.ofCase(caseNo).orElse(null);
        model.addAttribute("visit", visit);
        if (visit != null) {
            SiteRecord record = seen(visit);
            model.addAttribute("record", record);
            model.addAttribute("followUps", followUps(caseNo));
            model.addAttribute("clocks", course.parts(caseNo));
            model.addAttribute("late", course.late(caseNo));
            String login = CaseAccess.requireOfficer().login();
            model.addAttribute("mine", visit.underWay() && visit.partOf(login).isPresent());
            model.addAttribute("mayDoor", keepers.mayKeep(null));
            model.addAttribute(
                    "covers",
                    visit.parts().stream()
                            .collect(Collectors.toMap(
                                    Visit.Part::department, part -> record.covers(part.department()))));
            model.addAttribute(
                    "substitutes",
                    visit.parts().stream()
                            .filter(part -> teams.maySend(visit, part))
                            .collect(Collectors.toMap(Visit.Part::department, part -> teams.substitutes(visit, part))));
            model.addAttribute(
                    "items",
                    visit.items().stream()
                            .collect(Collectors.toMap(InspectionItem::code, InspectionItem::name, (one, same) -> one)));
            model.addAttribute(
                    "people",
                    people(Stream.concat(
                            visit.parts().stream().flatMap(part -> part.inspectors().stream()),
                            record.changes().stream().flatMap(each -> Stream.of(each.leftOut(), each.sent())))));
        }
        model.addAttribute("caseNo", caseNo);
        return fragment == null ? "inspection/visit-tab" : "inspection/visit-tab :: tab";
    }

    /** The lead follows what all departments make of it; others see their own. Who may see a case may open it. */
    private Map<FollowUps.FollowUp, Boolean> followUps(String caseNo) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        boolean whole = access.requireVisible(caseNo) == CaseScope.WHOLE;
        Map<FollowUps.FollowUp, Boolean> seen = new LinkedHashMap<>();
        followUps.stream()
                .flatMap(each -> each.ofVisit(caseNo).stream())
                .filter(each -> whole || each.department().equals(officer.departmentCode()))
                .forEach(each -> seen.put(each, access.maySee(officer, each.caseNo())));
        return seen;
    }

    /** Sends another inspector. */
    @PostMapping("/visits/{id}/inspectors")
    String replace(
            @PathVariable long id,
            @RequestParam String leftOut,
            @RequestParam(defaultValue = "") String sent,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        Visit visit = visits.find(id).orElseThrow(() -> Refusal.notFound("visit.unknown", id));
        access.requireVisible(visit.caseNo());
        try {
            teams.replace(id, leftOut, sent, reason);
            redirect.addFlashAttribute("message", "inspection.visit.inspectorChanged");
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE) {
                throw refused;
            }
            redirect.addFlashAttribute("problem", "problem." + refused.code());
            redirect.addFlashAttribute("problemArgs", refused.arguments());
        }
        return "redirect:/cases/" + visit.caseNo() + "?tab=visit";
    }

    private Map<String, String> people(Stream<@Nullable String> logins) {
        return officers.findAll(logins.distinct().map(String::valueOf).toList()).stream()
                .collect(Collectors.toMap(Officer::login, Officer::name));
    }
}
