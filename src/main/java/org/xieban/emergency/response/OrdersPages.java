package org.xieban.emergency.response;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.NamesDepartments;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventShown;
import org.xieban.emergency.event.Events;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** The draft of the orders that go out with a proposal. */
@Controller
@NamesDepartments
@RequestMapping("/emergency/events/{caseNo}/orders")
@PreAuthorize(MonitoringAccess.READERS)
class OrdersPages {

    private final Events events;
    private final EventShown shown;
    private final EventDesk desk;
    private final ResponseProposals proposals;
    private final Directives directives;

    OrdersPages(Events events, EventShown shown, EventDesk desk, ResponseProposals proposals, Directives directives) {
        this.events = events;
        this.shown = shown;
        this.desk = desk;
        this.proposals = proposals;
        this.directives = directives;
    }

    @GetMapping
    String edit(@PathVariable String caseNo, Model model) {
        Event event = events.require(caseNo);
        if (!directives.mayCommand(event)) {
            throw Refusal.forbidden("access.denied");
        }
        ResponseProposal proposal = proposals.pending(caseNo).orElseThrow(() -> Refusal.conflict("response.noDraft"));
        return page(event, OrdersForm.of(event.version(), proposal.orders()), model);
    }

    @PostMapping
    String edit(
            @PathVariable String caseNo,
            @RequestParam int version,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        OrdersForm form = OrdersForm.typed(version, typed);
        try {
            desk.orders(caseNo, version, form.read());
            redirect.addFlashAttribute("message", "emergency.response.ordersKept");
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.RULE) {
                Flash.onPage(refused, model, response);
                return page(events.require(caseNo), form, model);
            }
            if (refused.kind() != Refusal.Kind.CONFLICT) {
                throw refused;
            }
            Flash.refused(redirect, refused);
        }
        redirect.addAttribute("no", caseNo);
        return "redirect:/emergency/events/{no}";
    }

    private String page(Event event, OrdersForm form, Model model) {
        model.addAttribute("event", event);
        model.addAttribute("title", shown.title(event));
        model.addAttribute("form", form.withEmptyRows());
        model.addAttribute("standing", directives.standing(event.caseNo()));
        return "emergency/edit-orders";
    }
}
