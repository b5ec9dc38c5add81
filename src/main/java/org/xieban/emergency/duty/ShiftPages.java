package org.xieban.emergency.duty;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
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
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cells;
import org.xieban.web.RegisterForm;

/** Writing the roster of one's own department: a shift to edit, tables in. */
@Controller
@RequestMapping("/emergency/duty")
@PreAuthorize(EmergencyAccess.KEEPERS)
class ShiftPages {

    private static final RegisterForm TABLE = new RegisterForm(
            "emergency.duty", "/emergency/duty", "/emergency/duty/shifts", ShiftTable.COLUMNS, Set.of(), Set.of());

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
        return form(id, shift.version(), Cells.of(ShiftTable.COLUMNS, ShiftTable.write(shift)), model);
    }

    private String form(long id, int version, Cells cells, Model model) {
        RegisterForm.show(ShiftTable.COLUMNS, cells, version, model);
        model.addAttribute("id", id);
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
        Shift saved = RegisterForm.kept(() -> shifts.save(cells, id, version), model, response);
        return saved == null ? form(id, version, cells, model) : week(saved, "emergency.duty.saved", redirect);
    }

    @PostMapping("/shifts/{id}/remove")
    String remove(
            @PathVariable long id,
            @RequestParam int version,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Shift removed = RegisterForm.kept(() -> shifts.remove(id, version), model, response);
        return removed == null ? edit(id, model) : week(removed, "emergency.duty.removed", redirect);
    }

    private static String week(Shift shift, String said, RedirectAttributes redirect) {
        redirect.addFlashAttribute("message", said);
        redirect.addAttribute("day", OfficialTime.dayOf(shift.from()).toString());
        return "redirect:/emergency/duty";
    }

    @GetMapping("/import")
    String table(Model model) {
        return TABLE.table(model);
    }

    @PostMapping("/import")
    String take(@RequestParam MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        return TABLE.take(file, model, response, shifts::take);
    }
}
