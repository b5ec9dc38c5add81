package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** What everybody may do with his own account: change its password, act for another of his posts. */
@Controller
@RequestMapping("/account")
class AccountController {

    private final Passwords passwords;
    private final PasswordRule rule;
    private final SignInSettings settings;
    private final SignedInOfficers officers;
    private final SignedInSessions sessions;
    private final Trace trace;
    private final TransactionTemplate transaction;

    AccountController(
            Passwords passwords,
            PasswordRule rule,
            SignInSettings settings,
            SignedInOfficers officers,
            SignedInSessions sessions,
            Trace trace,
            TransactionTemplate transaction) {
        this.passwords = passwords;
        this.rule = rule;
        this.settings = settings;
        this.officers = officers;
        this.sessions = sessions;
        this.trace = trace;
        this.transaction = transaction;
    }

    @GetMapping("/password")
    String password(@AuthenticationPrincipal SignedInOfficer officer, Model model) {
        return passwordPage(officer, model, List.of());
    }

    @PostMapping("/password")
    String changePassword(
            @AuthenticationPrincipal SignedInOfficer officer,
            @RequestParam String present,
            @RequestParam String wanted,
            @RequestParam String repeated,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        try {
            SignedInOfficer changed = passwords.change(officer, present, wanted, repeated);
            // whoever knew the session before the change shall not know it after
            request.changeSessionId();
            sessions.replace(changed, request, response);
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return passwordPage(officer, model, refusal.errors());
        }
        flash.addFlashAttribute("message", "directory.password.changed");
        return "redirect:/start";
    }

    private String passwordPage(SignedInOfficer officer, Model model, List<Refusal.FieldError> errors) {
        model.addAllAttributes(Map.of(
                "errors", errors,
                "forced", officer.mustChangePassword(),
                "minimumLength", rule.minimumLength(),
                "formerPasswords", settings.formerPasswords(),
                "login", officer.login()));
        return "directory/password";
    }

    @GetMapping("/post")
    String posts(@AuthenticationPrincipal SignedInOfficer officer, Model model) {
        model.addAttribute("posts", officer.posts());
        model.addAttribute("acting", officer.post().id());
        return "directory/post";
    }

    @PostMapping("/post")
    String actFor(
            @AuthenticationPrincipal SignedInOfficer officer,
            @RequestParam long post,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes flash) {
        SignedInOfficer acting = officers.actingFor(officer, post).orElseThrow(() -> Refusal.notFound("post.unknown"));
        if (acting.post().id() != officer.post().id()) {
            transaction.executeWithoutResult(status -> trace.record(
                    Act.of("post.switched", "officer", officer.login()).change(told(officer), told(acting)),
                    acting.actor()));
            sessions.replace(acting, request, response);
        }
        flash.addFlashAttribute("message", "directory.post.acting");
        flash.addFlashAttribute("messageArgs", new Object[] {acting.place()});
        return "redirect:/start";
    }

    private static String told(SignedInOfficer officer) {
        return officer.departmentCode() + " " + officer.postTitle();
    }
}
