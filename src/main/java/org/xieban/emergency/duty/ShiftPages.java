package org.xieban.emergency.duty;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.Officers;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.RegisterForm;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cells;
import org.xieban.web.Refusal;
import org.xieban.web.TableRows;

/** Writing the roster of one's own department: a shift to edit, tables in. */
@Controller
@RequestMapping("/emergency/duty")
@PreAuthorize(EmergencyAccess.KEEPERS)
class ShiftPages {

    private static final int WRONG = 422;

    private final Shifts shifts;
    private final Officers officers;

    ShiftPages(Shifts shifts, Officers officers) {
        this.shifts = shifts;
        this.officers = officers;
    }

    @GetMapping("/new-shift")
    String create(Model model) {
        return form(0, 0, new Cells(Map.of()), model);
    }

    @GetMapping("/shifts/{id}")
    String edit(@PathVariable long id, Model model) {
        Shift shift = shifts.require(id);
        return form(id, shift.version(), ShiftTable.cells(shift), model);
    }

    private String form(long id, int version, Cells cells, Model model) {
        Map<String, String> given = new LinkedHashMap<>();
        ShiftTable.COLUMNS.forEach(column -> given.put(column, cells.typed(column)));
        model.addAttribute("id", id);
        model.addAttribute("version", version);
        model.addAttribute("given", given);
        model.addAttribute("faults", cells.faults().stream().collect(Collectors.groupingBy(Cells.Fault::column)));
        model.addAttribute(
                "people", officers.membersOf(EmergencyAccess.requireKeeper().departmentCode()));
        return "emergency/shift";
    }

    /** Keeps what was typed; without a number a new shift. */
    @PostMapping("/shifts")
    String save(
            @RequestParam(defaultValue = "0") long id,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Cells cells = new Cells(typed);
        try {
            Shift saved = shifts.save(cells, id, version);
            if (saved != null) {
                return week(saved, "emergency.duty.saved", redirect);
            }
            response.setStatus(WRONG);
        } catch (Refusal refused) {
            refuse(refused, model, response);
        }
        return form(id, version, cells, model);
    }

    @PostMapping("/shifts/{id}/remove")
    String remove(
            @PathVariable long id,
            @RequestParam int version,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        try {
            return week(shifts.remove(id, version), "emergency.duty.removed", redirect);
        } catch (Refusal refused) {
            refuse(refused, model, response);
            return edit(id, model);
        }
    }

    /** What was typed stays on the page. */
    private static void refuse(Refusal refused, Model model, HttpServletResponse response) {
        if (refused.kind() != Refusal.Kind.CONFLICT) {
            throw refused;
        }
        response.setStatus(refused.kind().status());
        model.addAttribute("refusal", refused);
    }

    private static String week(Shift shift, String said, RedirectAttributes redirect) {
        redirect.addFlashAttribute("message", said);
        redirect.addAttribute("day", OfficialTime.dayOf(shift.from()).toString());
        return "redirect:/emergency/duty";
    }

    @GetMapping("/import")
    String table(Model model) {
        return new RegisterForm(
                        "emergency.duty", "/emergency/duty", "/emergency/duty/shifts", ShiftTable.COLUMNS, Set.of())
                .table(model);
    }

    @PostMapping("/import")
    String take(@RequestParam MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        TableRows.answer(file, model, response, shifts::take);
        return table(model);
    }
}
