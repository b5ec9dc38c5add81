package org.xieban.emergency.directive;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import org.xieban.casefile.FileType;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officers;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.outreach.SentMessages;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** The instructions from above in an event, what they became, and what was answered. */
@Controller
@NamesDepartments
@RequestMapping("/emergency")
@PreAuthorize(EmergencyAccess.READERS)
class InstructionPages {

    private final Instructions instructions;
    private final InstructionAnswers answers;
    private final SentMessages sent;
    private final Directives directives;
    private final Events events;
    private final Officers officers;
    private final Clock clock;

    InstructionPages(
            Instructions instructions,
            InstructionAnswers answers,
            SentMessages sent,
            Directives directives,
            Events events,
            Officers officers,
            Clock clock) {
        this.instructions = instructions;
        this.answers = answers;
        this.sent = sent;
        this.directives = directives;
        this.events = events;
        this.officers = officers;
        this.clock = clock;
    }

    /** One as it is typed. */
    record Typed(
            @Nullable String saidBy,

            @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
            LocalDateTime saidAt,

            @Nullable String text,
            @Nullable String answerMinutes,
            @Nullable String answerTo) {}

    @GetMapping("/events/{caseNo}/instructions")
    String list(@PathVariable String caseNo, Model model) {
        return list(
                caseNo,
                new Typed(
                        null,
                        LocalDateTime.ofInstant(OfficialTime.now(clock), OfficialTime.ZONE)
                                .truncatedTo(ChronoUnit.MINUTES),
                        null,
                        "240",
                        null),
                model);
    }

    private String list(String caseNo, Typed form, Model model) {
        Event event = events.require(caseNo);
        List<Instruction> all = instructions.of(caseNo);
        Map<String, List<Directive>> became = new LinkedHashMap<>();
        Map<String, List<SentMessages.Sent>> went = new LinkedHashMap<>();
        Map<String, String> people = new LinkedHashMap<>();
        for (Instruction each : all) {
            became.put(each.number(), instructions.directives(each.number()));
            went.put(each.number(), sent.of(each.number()));
            people.put(each.enteredBy(), each.enteredBy());
            Directive.End answer = each.answer();
            if (answer != null) {
                people.put(answer.by(), answer.by());
            }
        }
        officers.findAll(List.copyOf(people.keySet())).forEach(each -> people.put(each.login(), each.name()));
        model.addAttribute("event", event);
        model.addAttribute("instructions", all);
        model.addAttribute("became", became);
        model.addAttribute("went", went);
        model.addAttribute("receiving", answers.receiving());
        model.addAttribute("people", people);
        model.addAttribute("mayCommand", directives.mayCommand(event));
        model.addAttribute("form", form);
        model.addAttribute("accepted", FileType.accepted());
        model.addAttribute("zone", OfficialTime.ZONE);
        model.addAttribute("now", OfficialTime.now(clock));
        return "emergency/instructions";
    }

    @PostMapping("/events/{caseNo}/instructions")
    String capture(
            @PathVariable String caseNo,
            Typed form,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        MultipartFile enclosed = file == null || file.isEmpty() ? null : file;
        LocalDateTime saidAt = form.saidAt();
        try {
            instructions.capture(
                    caseNo,
                    new Instructions.Draft(
                            DirectiveForm.said(form.saidBy()),
                            saidAt == null
                                    ? Instant.MAX
                                    : saidAt.atZone(OfficialTime.ZONE).toInstant(),
                            DirectiveForm.said(form.text()),
                            minutes(DirectiveForm.said(form.answerMinutes())),
                            DirectiveForm.said(form.answerTo()).isEmpty() ? null : DirectiveForm.said(form.answerTo()),
                            enclosed == null ? null : enclosed.getOriginalFilename(),
                            enclosed == null ? new byte[0] : enclosed.getBytes()));
            redirect.addFlashAttribute("message", "instruction.captured");
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.RULE) {
                Flash.onPage(refused, model, response);
                return list(caseNo, form, model);
            }
            Flash.refused(redirect, refused);
        }
        redirect.addAttribute("no", caseNo);
        return "redirect:/emergency/events/{no}/instructions";
    }

    private static Duration minutes(String digits) {
        return digits.matches("[0-9]{1,6}") ? Duration.ofMinutes(Integer.parseInt(digits)) : Duration.ZERO;
    }

    /** What came with one. */
    @GetMapping("/instructions/{number}/file")
    ResponseEntity<byte[]> file(@PathVariable String number) {
        Instruction.File file = instructions.require(number).file();
        if (file == null) {
            throw Refusal.notFound("instruction.unknown", number);
        }
        return Attachment.of(
                file.name(), MediaType.parseMediaType(file.type().mediaType()), instructions.content(file));
    }
}
