package org.xieban.directory.administration;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.Departments;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.directory.access.Passwords;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.Flash;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The pages about officers: the system administrator enters them, the security administrator says what they may do. */
@Controller
@RequestMapping("/directory")
@PreAuthorize("hasAnyRole('SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR')")
class OfficerController {

    private static final String SYSTEM = "hasRole('SYSTEM_ADMINISTRATOR')";
    private static final String SECURITY = "hasRole('SECURITY_ADMINISTRATOR')";

    private final OfficerFiles files;
    private final OfficerAdministration administration;
    private final Enrolment enrolment;
    private final Passwords passwords;
    private final Departments departments;
    private final MessageSource messages;
    private final Trace trace;
    private final TransactionTemplate transaction;

    OfficerController(
            OfficerFiles files,
            OfficerAdministration administration,
            Enrolment enrolment,
            Passwords passwords,
            Departments departments,
            MessageSource messages,
            Trace trace,
            TransactionTemplate transaction) {
        this.files = files;
        this.administration = administration;
        this.enrolment = enrolment;
        this.passwords = passwords;
        this.departments = departments;
        this.messages = messages;
        this.trace = trace;
        this.transaction = transaction;
    }

    @GetMapping("/officers")
    String list(
            OfficerFiles.Filter filter,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer size,
            Model model) {
        model.addAttribute("filter", filter);
        model.addAttribute("page", files.list(filter, PageRequest.of(OfficerFiles.LIST, after, size)));
        model.addAttribute("departments", departments.all());
        model.addAttribute("allRoles", Role.values());
        model.addAttribute("states", OfficerFiles.State.values());
        model.addAttribute("zone", OfficialTime.ZONE);
        return "directory/officers";
    }

    @GetMapping("/officers.csv")
    void export(OfficerFiles.Filter filter, HttpServletResponse response, Locale locale) throws IOException {
        List<OfficerFile> all = files.all(filter);
        transaction.executeWithoutResult(status ->
                trace.record(Act.of("officer.exported", "officers", "all").with("rows", all.size())));
        Attachment.begin(response, text("directory.officers.file", locale) + ".csv", Attachment.CSV);
        Csv csv = new Csv(response.getWriter());
        csv.line(List.of(
                text("directory.officer.login", locale),
                text("directory.officer.name", locale),
                text("directory.officer.posts", locale),
                text("directory.officer.roles", locale),
                text("directory.officer.state", locale),
                text("directory.officer.lastSignIn", locale)));
        for (OfficerFile file : all) {
            csv.line(List.of(
                    file.officer().login(),
                    file.officer().name(),
                    file.officer().posts().stream()
                            .map(post -> post.departmentName() + " " + post.title())
                            .collect(Collectors.joining("; ")),
                    file.officer().roles().stream()
                            .map(role -> text(role.textKey(), locale))
                            .collect(Collectors.joining("; ")),
                    text("directory.officers.state." + state(file), locale),
                    time(file.lastSignInAt())));
        }
    }

    private static OfficerFiles.State state(OfficerFile file) {
        if (!file.officer().enabled()) {
            return OfficerFiles.State.DISABLED;
        }
        return file.lockedUntil() == null ? OfficerFiles.State.ENABLED : OfficerFiles.State.LOCKED;
    }

    @GetMapping("/new-officer")
    @PreAuthorize(SYSTEM)
    String form(Model model) {
        return form(model, Map.of(), List.of());
    }

    @PostMapping("/new-officer")
    @PreAuthorize(SYSTEM)
    String create(
            @RequestParam String login,
            @RequestParam String name,
            @RequestParam String phone,
            @RequestParam String email,
            @RequestParam String department,
            @RequestParam String title,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        NewOfficer officer = new NewOfficer(
                login.strip(),
                name.strip(),
                blankToNull(phone),
                blankToNull(email),
                List.of(new NewOfficer.NewPost(department, title.strip(), Set.of())));
        // nobody knows it: the account waits for the security administrator, who gives out the first password
        String hash = passwords.unknowable();
        try {
            transaction.executeWithoutResult(status -> enrolment.enrol(officer, hash, true));
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status());
            return form(
                    model,
                    Map.of(
                            "login",
                            login,
                            "name",
                            name,
                            "phone",
                            phone,
                            "email",
                            email,
                            "department",
                            department,
                            "title",
                            title),
                    refusal.errors());
        }
        flash.addFlashAttribute("message", "directory.officer.created");
        flash.addFlashAttribute("messageArgs", new Object[] {officer.name()});
        return "redirect:/directory/officers/" + officer.login();
    }

    private String form(Model model, Map<String, String> values, List<Refusal.FieldError> errors) {
        model.addAttribute("values", values);
        model.addAttribute("errors", errors);
        model.addAttribute("departments", departments.all());
        return "directory/new-officer";
    }

    @GetMapping("/officers/{login}")
    String show(@PathVariable String login, @AuthenticationPrincipal SignedInOfficer viewer, Model model) {
        return show(find(login), viewer, model, Map.of(), List.of());
    }

    private String show(
            OfficerFile file,
            SignedInOfficer viewer,
            Model model,
            Map<String, String> values,
            List<Refusal.FieldError> errors) {
        model.addAttribute("file", file);
        model.addAttribute("officer", file.officer());
        model.addAttribute("state", state(file));
        model.addAttribute("values", values);
        model.addAttribute("errors", errors);
        model.addAttribute("departments", departments.all());
        model.addAttribute("allRoles", Role.values());
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("self", viewer.login().equals(file.officer().login()));
        model.addAttribute("enters", viewer.has(Role.SYSTEM_ADMINISTRATOR));
        model.addAttribute("authorises", viewer.has(Role.SECURITY_ADMINISTRATOR));
        return "directory/officer";
    }

    @PostMapping("/officers/{login}")
    @PreAuthorize(SYSTEM)
    String change(
            @PathVariable String login,
            @RequestParam int version,
            @RequestParam String name,
            @RequestParam String phone,
            @RequestParam(defaultValue = "false") boolean withoutPhone,
            @RequestParam String email,
            @AuthenticationPrincipal SignedInOfficer viewer,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        try {
            administration.change(login, version, name, withoutPhone ? "" : blankToNull(phone), blankToNull(email));
        } catch (Refusal refusal) {
            if (refusal.errors().isEmpty()) {
                return refused(refusal, login, flash);
            }
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(
                    find(login), viewer, model, Map.of("name", name, "phone", phone, "email", email), refusal.errors());
        }
        return saved(login, flash);
    }

    @PostMapping("/officers/{login}/posts")
    @PreAuthorize(SYSTEM)
    String addPost(
            @PathVariable String login,
            @RequestParam int version,
            @RequestParam String department,
            @RequestParam String title,
            RedirectAttributes flash) {
        return attempt(login, flash, () -> administration.addPost(login, version, department, title.strip()));
    }

    @PostMapping("/officers/{login}/posts/{post}/remove")
    @PreAuthorize(SYSTEM)
    String removePost(
            @PathVariable String login,
            @PathVariable long post,
            @RequestParam int version,
            @AuthenticationPrincipal SignedInOfficer viewer,
            RedirectAttributes flash) {
        return attempt(login, flash, () -> administration.removePost(viewer, login, version, post));
    }

    @PostMapping("/officers/{login}/posts/{post}/main")
    @PreAuthorize(SYSTEM)
    String makeMain(
            @PathVariable String login, @PathVariable long post, @RequestParam int version, RedirectAttributes flash) {
        return attempt(login, flash, () -> administration.makeMain(login, version, post));
    }

    @PostMapping("/officers/{login}/posts/{post}/roles")
    @PreAuthorize(SECURITY)
    String changeRoles(
            @PathVariable String login,
            @PathVariable long post,
            @RequestParam int version,
            @RequestParam(required = false) @Nullable List<Role> roles,
            @AuthenticationPrincipal SignedInOfficer viewer,
            RedirectAttributes flash) {
        Set<Role> wanted = EnumSet.noneOf(Role.class);
        if (roles != null) {
            wanted.addAll(roles);
        }
        return attempt(login, flash, () -> administration.changeRoles(viewer, login, version, post, wanted));
    }

    @PostMapping("/officers/{login}/enable")
    @PreAuthorize(SECURITY)
    String enable(
            @PathVariable String login,
            @RequestParam int version,
            @AuthenticationPrincipal SignedInOfficer viewer,
            RedirectAttributes flash) {
        return attempt(login, flash, () -> administration.enable(viewer, login, version));
    }

    @PostMapping("/officers/{login}/disable")
    @PreAuthorize(SECURITY)
    String disable(
            @PathVariable String login,
            @RequestParam int version,
            @AuthenticationPrincipal SignedInOfficer viewer,
            RedirectAttributes flash) {
        return attempt(login, flash, () -> administration.disable(viewer, login, version));
    }

    @PostMapping("/officers/{login}/unlock")
    @PreAuthorize(SECURITY)
    String unlock(
            @PathVariable String login,
            @RequestParam int version,
            @AuthenticationPrincipal SignedInOfficer viewer,
            RedirectAttributes flash) {
        return attempt(login, flash, () -> administration.unlock(viewer, login, version));
    }

    @PostMapping("/officers/{login}/password")
    @PreAuthorize(SECURITY)
    String resetPassword(
            @PathVariable String login, @AuthenticationPrincipal SignedInOfficer viewer, RedirectAttributes flash) {
        return attempt(login, flash, () -> {
            OfficerAdministration.requireOther(viewer, login);
            // a flash attribute is shown once and then gone from the session
            flash.addFlashAttribute("oneTimePassword", passwords.reset(login));
        });
    }

    private String attempt(String login, RedirectAttributes flash, Runnable change) {
        try {
            change.run();
        } catch (Refusal refusal) {
            return refused(refusal, login, flash);
        }
        return saved(login, flash);
    }

    private static String saved(String login, RedirectAttributes flash) {
        flash.addFlashAttribute("message", "directory.saved");
        return "redirect:/directory/officers/" + login;
    }

    private static String refused(Refusal refusal, String login, RedirectAttributes flash) {
        Flash.refusedAtFirst(flash, refusal);
        return "redirect:/directory/officers/" + login;
    }

    private OfficerFile find(String login) {
        return files.find(login).orElseThrow(() -> Refusal.notFound("officer.unknown"));
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : OfficialTime.minute(at);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
