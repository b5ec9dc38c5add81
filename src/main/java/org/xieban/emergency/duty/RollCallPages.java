package org.xieban.emergency.duty;

import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.trace.OfficialTime;
import org.xieban.web.FilterInput;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** Roll-calls: asked, answered with one click, and who was late. */
@Controller
@NamesDepartments
@RequestMapping("/emergency/duty/roll-calls")
@PreAuthorize(EmergencyAccess.READERS)
class RollCallPages {

    private final RollCalls rollCalls;
    private final Officers officers;
    private final Clock clock;

    RollCallPages(RollCalls rollCalls, Officers officers, Clock clock) {
        this.rollCalls = rollCalls;
        this.officers = officers;
        this.clock = clock;
    }

    /** One who was asked, as the page shows him. */
    record Line(RollCall.Asked asked, String name, RollCall.State state, long minutesLate) {}

    /** A roll-call, as the list shows it. */
    record Summary(RollCall call, Map<RollCall.State, Long> counts) {}

    @ModelAttribute("zone")
    ZoneId zone() {
        return OfficialTime.ZONE;
    }

    @GetMapping
    String list(Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        model.addAttribute(
                "summaries",
                rollCalls.latest().stream()
                        .map(call -> new Summary(
                                call,
                                call.asked().stream()
                                        .collect(Collectors.groupingBy(
                                                each -> call.state(each, clock.instant()),
                                                () -> new EnumMap<>(RollCall.State.class),
                                                Collectors.counting()))))
                        .toList());
        model.addAttribute("mayAsk", RollCalls.mayAsk(officer));
        model.addAttribute("ofAll", officer.has(Role.DUTY_COMMANDER));
        model.addAttribute("own", officer.departmentCode());
        return "emergency/roll-calls";
    }

    @GetMapping("/{id}")
    String one(@PathVariable long id, Model model) {
        RollCall call = rollCalls.require(id);
        Map<String, String> names = officers
                .findAll(Stream.concat(
                                Stream.of(call.askedBy()),
                                call.asked().stream()
                                        .map(RollCall.Asked::officer)
                                        .filter(Objects::nonNull))
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(Officer::login, Officer::name));
        List<Line> lines = call.asked().stream()
                .map(each -> new Line(
                        each,
                        each.officer() == null ? "" : names.getOrDefault(each.officer(), each.officer()),
                        call.state(each, clock.instant()),
                        call.minutesLate(each)))
                .toList();
        model.addAttribute("call", call);
        model.addAttribute("askedBy", names.getOrDefault(call.askedBy(), call.askedBy()));
        model.addAttribute("lines", lines);
        model.addAttribute("mine", call.waitsFor(CaseAccess.requireOfficer().login()));
        return "emergency/roll-call";
    }

    @PostMapping
    String ask(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(defaultValue = "5") int minutes,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash) {
        try {
            return "redirect:/emergency/duty/roll-calls/"
                    + rollCalls.ask(FilterInput.code("department", department), minutes, note);
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.FORBIDDEN) {
                throw refused;
            }
            Flash.refused(flash, refused);
            return "redirect:/emergency/duty/roll-calls";
        }
    }

    @PostMapping("/{id}/answer")
    String answer(@PathVariable long id, RedirectAttributes flash) {
        try {
            rollCalls.answer(id);
            flash.addFlashAttribute("message", "emergency.rollCall.thanks");
        } catch (Refusal refused) {
            Flash.refused(flash, refused);
        }
        return "redirect:/emergency/duty/roll-calls/" + id;
    }
}
