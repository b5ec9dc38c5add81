package org.xieban.emergency.command;

import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.emergency.EmergencyAccess;

/** Giving resources to an event and taking them back, on its command page. */
@Controller
@RequestMapping("/emergency/events/{caseNo}/command/resources")
@PreAuthorize(EmergencyAccess.READERS)
class CommandResourcePages {

    private final CommandOrders orders;
    private final CommandAnswers answers;

    CommandResourcePages(CommandOrders orders, CommandAnswers answers) {
        this.orders = orders;
        this.answers = answers;
    }

    @PostMapping
    String assign(
            @PathVariable String caseNo,
            @RequestParam String resource,
            @RequestParam(defaultValue = "1") int amount,
            @RequestParam String key,
            RedirectAttributes flash) {
        return answers.redirect(caseNo, flash, () -> {
            CommandOrders.Assigned assigned = orders.assign(caseNo, resource, amount, key);
            flash.addFlashAttribute("message", "emergency.command.assigned");
            flash.addFlashAttribute("messageArgs", assigned.words());
        });
    }

    /** The same for the page's script. */
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<Map<String, String>> assignAtOnce(
            @PathVariable String caseNo,
            @RequestParam String resource,
            @RequestParam(defaultValue = "1") int amount,
            @RequestParam String key,
            Locale locale) {
        return answers.atOnce(locale, () -> {
            CommandOrders.Assigned assigned = orders.assign(caseNo, resource, amount, key);
            return Map.of(
                    "number",
                    String.valueOf(assigned.id()),
                    "told",
                    answers.text("emergency.command.assigned", locale, assigned.words()));
        });
    }

    @PostMapping("/release")
    String release(@PathVariable String caseNo, @RequestParam long assignment, RedirectAttributes flash) {
        return answers.redirect(caseNo, flash, () -> {
            orders.release(caseNo, assignment);
            flash.addFlashAttribute("message", "emergency.command.released");
        });
    }

    /** The same for the page's script. */
    @PostMapping(path = "/release", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<Map<String, String>> releaseAtOnce(
            @PathVariable String caseNo, @RequestParam long assignment, Locale locale) {
        return answers.atOnce(locale, () -> {
            orders.release(caseNo, assignment);
            return Map.of("told", answers.text("emergency.command.released", locale));
        });
    }
}
