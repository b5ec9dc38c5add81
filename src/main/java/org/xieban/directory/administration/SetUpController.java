package org.xieban.directory.administration;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.Role;
import org.xieban.directory.access.PasswordRule;
import org.xieban.web.Refusal;

/** The page of the first start; afterwards there is no such address. */
@Controller
@RequestMapping("/setup")
class SetUpController {

    private final SetUp setUp;
    private final PasswordRule rule;

    SetUpController(SetUp setUp, PasswordRule rule) {
        this.setUp = setUp;
        this.rule = rule;
    }

    @GetMapping
    String show(Model model) {
        if (!setUp.open()) {
            throw Refusal.notFound("address.unknown");
        }
        return page(model, Map.of(), List.of());
    }

    @PostMapping
    String carryOut(
            @RequestParam Map<String, String> fields,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        SetUp.Plan plan = new SetUp.Plan(
                typed(fields, "regionCode"),
                typed(fields, "regionName"),
                typed(fields, "departmentCode"),
                typed(fields, "departmentName"),
                List.of(
                        account(fields, Role.SYSTEM_ADMINISTRATOR),
                        account(fields, Role.SECURITY_ADMINISTRATOR),
                        account(fields, Role.AUDIT_ADMINISTRATOR)));
        try {
            setUp.carryOut(typed(fields, "code"), plan);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND || !setUp.open()) {
                throw refusal;
            }
            response.setStatus(refusal.kind().status());
            return page(model, fields, named(refusal));
        }
        flash.addFlashAttribute("message", "directory.setUp.done");
        return "redirect:/sign-in";
    }

    /** What regions and departments call their own fields, this page calls otherwise. */
    private static List<Refusal.FieldError> named(Refusal refusal) {
        String prefix = refusal.code().startsWith("region.")
                ? "region"
                : refusal.code().startsWith("department.") ? "department" : "";
        return refusal.errors().stream()
                .map(error -> new Refusal.FieldError(field(prefix, error.field()), error.code(), error.arguments()))
                .toList();
    }

    private static String field(String prefix, String field) {
        if (prefix.isEmpty()) {
            return field;
        }
        return prefix + (field.equals("code") ? "Code" : "Name");
    }

    private String page(Model model, Map<String, String> fields, List<Refusal.FieldError> errors) {
        Map<String, String> shown = new TreeMap<>(fields);
        // what was secret is typed again
        shown.keySet().removeIf(name -> name.endsWith("password"));
        model.addAttribute("values", shown);
        model.addAttribute("errors", errors);
        model.addAttribute(
                "roles", List.of(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR));
        model.addAttribute("minimumLength", rule.minimumLength());
        return "directory/set-up";
    }

    private static SetUp.Account account(Map<String, String> fields, Role role) {
        String prefix = role.code() + "-";
        return new SetUp.Account(
                typed(fields, prefix + "login"),
                typed(fields, prefix + "name"),
                fields.getOrDefault(prefix + "password", ""));
    }

    private static String typed(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
