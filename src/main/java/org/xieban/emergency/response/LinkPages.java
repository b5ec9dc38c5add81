package org.xieban.emergency.response;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.web.Refusal;

/** Linking cases with an event, on its page. */
@Controller
@RequestMapping("/emergency/events/{caseNo}/links")
@PreAuthorize(MonitoringAccess.READERS)
class LinkPages {

    private final EventLinks links;

    LinkPages(EventLinks links) {
        this.links = links;
    }

    /** What is typed; shown again where it is refused. */
    record Typed(
            @Nullable String number,
            @Nullable String reason,
            @Nullable Boolean stay,
            @Nullable String legalBasis,
            @Nullable String stayReason,
            @Nullable String until) {

        EventLinks.@Nullable Stay wanted() {
            return Boolean.TRUE.equals(stay) ? new EventLinks.Stay(given(legalBasis), given(stayReason), day()) : null;
        }

        private @Nullable LocalDate day() {
            try {
                return given(until).isEmpty() ? null : LocalDate.parse(given(until));
            } catch (DateTimeParseException e) {
                throw Refusal.rule("form.notADate").at("until", "form.notADate");
            }
        }
    }

    private static String given(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    @PostMapping
    String link(@PathVariable String caseNo, Typed typed, RedirectAttributes redirect) {
        redirect.addFlashAttribute("linkTyped", typed);
        return EventPages.act(
                caseNo,
                "emergency.link.done",
                redirect,
                () -> links.link(caseNo, given(typed.number()), given(typed.reason()), typed.wanted()));
    }

    @PostMapping("/{id}/end")
    String unlink(
            @PathVariable String caseNo,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        return EventPages.act(caseNo, "emergency.link.ended", redirect, () -> links.unlink(caseNo, id, reason));
    }
}
