package org.xieban.directory.administration;

import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.web.Cells;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** The pages about departments. */
@Controller
@RequestMapping("/directory")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class DepartmentController {

    private final Departments departments;
    private final DepartmentAdministration administration;
    private final Regions regions;

    DepartmentController(Departments departments, DepartmentAdministration administration, Regions regions) {
        this.departments = departments;
        this.administration = administration;
        this.regions = regions;
    }

    /** A department and how far down the tree it stands. */
    record Branch(Department department, int depth, String regionName) {}

    @GetMapping("/departments")
    String list(Model model) {
        List<Department> all = departments.all();
        List<Branch> tree = new ArrayList<>();
        grow(tree, all, regions.names(), null, 0);
        model.addAttribute("tree", tree);
        return "directory/departments";
    }

    private static void grow(
            List<Branch> tree, List<Department> all, Map<String, String> regions, @Nullable String parent, int depth) {
        for (Department department : all) {
            if (Objects.equals(department.parent(), parent)) {
                tree.add(new Branch(department, depth, regions.getOrDefault(department.region(), department.region())));
                grow(tree, all, regions, department.code(), depth + 1);
            }
        }
    }

    @GetMapping("/new-department")
    String create(Model model) {
        String region = regions.all().stream().findFirst().map(Region::code).orElse("");
        return form(
                model,
                new Department("", "", "", region, null, Department.Kind.ORGAN, Department.Seat.UNKNOWN, 0),
                true,
                Map.of(),
                List.of());
    }

    @PostMapping("/new-department")
    String create(
            @RequestParam String code,
            @RequestParam String name,
            @RequestParam String shortName,
            @RequestParam String region,
            @RequestParam String parent,
            @RequestParam Department.Kind kind,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Cells cells = new Cells(typed);
        Department department = new Department(
                code.strip(),
                name.strip(),
                shortName.strip(),
                region,
                parent.isEmpty() ? null : parent,
                kind,
                seat(cells),
                0);
        try {
            refuse(cells.faults());
            administration.create(department);
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status());
            return form(model, department, true, typed, refusal.errors());
        }
        return saved(flash);
    }

    @GetMapping("/departments/{code}")
    String change(@PathVariable String code, Model model) {
        Department department = departments.find(code).orElseThrow(() -> Refusal.notFound("department.unknown", code));
        return form(model, department, false, written(department.seat()), List.of());
    }

    @PostMapping("/departments/{code}")
    String change(
            @PathVariable String code,
            @RequestParam int version,
            @RequestParam String name,
            @RequestParam String shortName,
            @RequestParam String region,
            @RequestParam String parent,
            @RequestParam Department.Kind kind,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        Cells cells = new Cells(typed);
        Department department = new Department(
                code,
                name.strip(),
                shortName.strip(),
                region,
                parent.isEmpty() ? null : parent,
                kind,
                seat(cells),
                version);
        try {
            refuse(cells.faults());
            administration.change(department);
        } catch (Refusal refusal) {
            if (refusal.errors().isEmpty()) {
                return refused(refusal, "redirect:/directory/departments/" + code, flash);
            }
            response.setStatus(refusal.kind().status());
            return form(model, department, false, typed, refusal.errors());
        }
        return saved(flash);
    }

    @PostMapping("/departments/{code}/remove")
    String remove(@PathVariable String code, RedirectAttributes flash) {
        try {
            administration.remove(code);
        } catch (Refusal refusal) {
            return refused(refusal, "redirect:/directory/departments/" + code, flash);
        }
        return saved(flash);
    }

    /** Where a department is, as it was typed; unknown where something is wrong, which is noted in the cells. */
    private static Department.Seat seat(Cells cells) {
        String address = cells.optional("address", Department.Seat.LONGEST_ADDRESS);
        BigDecimal longitude = cells.degrees("longitude", Department.Seat.MOST_LONGITUDE);
        BigDecimal latitude = cells.degrees("latitude", Department.Seat.MOST_LATITUDE);
        cells.wholePlace("longitude", "latitude");
        return cells.faults().isEmpty()
                ? new Department.Seat(address == null ? "" : address, longitude, latitude)
                : Department.Seat.UNKNOWN;
    }

    private static void refuse(List<Cells.Fault> faults) {
        Refusal refusal = Refusal.rule("department.invalid");
        for (Cells.Fault fault : faults) {
            refusal = refusal.at(fault.column(), fault.code(), fault.arguments().toArray());
        }
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
    }

    private static Map<String, String> written(Department.Seat seat) {
        return Map.of(
                "address", seat.address(),
                "longitude", Objects.requireNonNullElse(Cells.plain(seat.longitude()), ""),
                "latitude", Objects.requireNonNullElse(Cells.plain(seat.latitude()), ""));
    }

    /** @param typed of the seat: what is no place at all is shown again */
    private String form(
            Model model,
            Department department,
            boolean isNew,
            Map<String, String> typed,
            List<Refusal.FieldError> errors) {
        model.addAttribute("department", department);
        model.addAttribute("typed", typed);
        model.addAttribute("isNew", isNew);
        model.addAttribute("errors", errors);
        model.addAttribute("kinds", Department.Kind.values());
        model.addAttribute("regions", regions.all());
        model.addAttribute(
                "parents",
                departments.all().stream()
                        .filter(other -> !other.code().equals(department.code()))
                        .toList());
        return "directory/department";
    }

    private static String saved(RedirectAttributes flash) {
        flash.addFlashAttribute("message", "directory.saved");
        return "redirect:/directory/departments";
    }

    private static String refused(Refusal refusal, String target, RedirectAttributes flash) {
        Flash.refused(flash, refusal);
        return target;
    }
}
