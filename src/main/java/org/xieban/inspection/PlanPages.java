package org.xieban.inspection;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Regions;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.inspection.register.Trades;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Flash;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Plans for officers: the list, one with its draws, proposing one and changing one that came back. */
@Controller
@NamesDepartments
@RequestMapping("/inspection")
@PreAuthorize(PlanPages.READERS)
class PlanPages {

    static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',"
            + " 'DUTY_COMMANDER', 'SUPERVISOR')";

    private final Plans plans;
    private final Proposers proposers;
    private final Draws draws;
    private final DrawCallOff callOff;
    private final DrawPools pools;
    private final PlannedVisits planned;
    private final ItemRegister items;
    private final ObjectRegister objects;
    private final Trades trades;
    private final Regions regions;
    private final CaseAccess access;
    private final Clock clock;

    PlanPages(
            Plans plans,
            Proposers proposers,
            Draws draws,
            DrawCallOff callOff,
            DrawPools pools,
            PlannedVisits planned,
            ItemRegister items,
            ObjectRegister objects,
            Trades trades,
            Regions regions,
            CaseAccess access,
            Clock clock) {
        this.plans = plans;
        this.proposers = proposers;
        this.draws = draws;
        this.callOff = callOff;
        this.pools = pools;
        this.planned = planned;
        this.items = items;
        this.objects = objects;
        this.trades = trades;
        this.regions = regions;
        this.access = access;
        this.clock = clock;
    }

    @GetMapping
    String begin() {
        return "redirect:/inspection/plans";
    }

    @GetMapping("/plans")
    String list(@RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("listing", plans.list(PageRequest.of(Plans.LIST, after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("mayPropose", proposers.mayPropose());
        return "inspection/plans";
    }

    @GetMapping("/plans/{caseNo}")
    String one(@PathVariable String caseNo, Model model) {
        InspectionPlan plan = plans.require(caseNo);
        boolean mayOpen = access.maySee(CaseAccess.requireOfficer(), caseNo);
        model.addAttribute("items", items.of(plan.terms().items()));
        model.addAttribute("strata", pools.preview(plan.terms()));
        shownDraws(plan, model);
        model.addAttribute("mayChange", plans.mayChange(plan));
        model.addAttribute("mayOpen", mayOpen);
        planned.show(caseNo, mayOpen, model);
        choices(model);
        return "inspection/plan";
    }

    private List<PlanDraw> shownDraws(InspectionPlan plan, Model model) {
        List<PlanDraw> all = draws.of(plan.caseNo());
        model.addAttribute("plan", plan);
        model.addAttribute("draws", all);
        model.addAttribute("freezing", all.stream().anyMatch(draw -> draw.state() == DrawState.FREEZING));
        model.addAttribute("mayCallOff", callOff.mayPropose(plan));
        return all;
    }

    /** How far its draw is, asked for again and again while its pools are frozen. */
    @GetMapping("/plans/{caseNo}/draws")
    String draws(@PathVariable String caseNo, HttpServletResponse response, Model model) {
        if (shownDraws(plans.require(caseNo), model).stream().noneMatch(draw -> draw.state() == DrawState.FREEZING)) {
            response.setHeader("HX-Refresh", "true");
        }
        return "inspection/plan :: draws";
    }

    /** Asks for its draw to be called off. */
    @PostMapping("/plans/{caseNo}/call-off")
    String callOff(
            @PathVariable String caseNo,
            @RequestParam(required = false) @Nullable String reason,
            RedirectAttributes redirect) {
        callOff.propose(caseNo, Typed.text(reason));
        redirect.addFlashAttribute("message", "inspection.draw.callOff.proposed");
        return "redirect:/inspection/plans/" + caseNo;
    }

    private void choices(Model model) {
        model.addAttribute("trades", trades.names());
        model.addAttribute("regions", regions.names());
        model.addAttribute("classes", CreditClass.values());
        model.addAttribute("kinds", InspectionPlan.Kind.values());
    }

    @GetMapping("/new-plan")
    String create(Model model) {
        if (!proposers.mayPropose()) {
            throw Refusal.forbidden("access.denied");
        }
        String own = CaseAccess.requireOfficer().departmentCode();
        List<InspectionItem> ofOwn = items.listed().stream()
                .filter(item -> item.department().equals(own))
                .toList();
        return form(PlanForm.usual(ofOwn, OfficialTime.today(clock)), null, model);
    }

    private String form(PlanForm form, @Nullable InspectionPlan plan, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("plan", plan);
        model.addAttribute(
                "listed",
                items.listed().stream()
                        .collect(Collectors.groupingBy(
                                InspectionItem::department, LinkedHashMap::new, Collectors.toList())));
        model.addAttribute("byTrade", objects.byTrade());
        choices(model);
        return "inspection/edit-plan";
    }

    @PostMapping("/new-plan")
    String create(PlanForm form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        String[] caseNo = {""};
        String wrong = keep(form, null, terms -> caseNo[0] = plans.propose(terms), model, response);
        if (wrong != null) {
            return wrong;
        }
        redirect.addFlashAttribute("message", "inspection.plan.proposed");
        return "redirect:/inspection/plans/" + caseNo[0];
    }

    private @Nullable String keep(
            PlanForm form,
            @Nullable InspectionPlan plan,
            Consumer<InspectionPlan.Terms> keeping,
            Model model,
            HttpServletResponse response) {
        try {
            keeping.accept(form.read());
            return null;
        } catch (Refusal refused) {
            Flash.onPage(refused, model, response);
            return form(form, plan, model);
        }
    }

    @GetMapping("/plans/{caseNo}/edit")
    String edit(@PathVariable String caseNo, Model model) {
        InspectionPlan plan = plans.require(caseNo);
        if (!plans.mayChange(plan)) {
            throw Refusal.forbidden("access.denied");
        }
        return form(PlanForm.of(plan.terms()), plan, model);
    }

    @PostMapping("/plans/{caseNo}/edit")
    String edit(
            @PathVariable String caseNo,
            PlanForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        String wrong = keep(form, plans.require(caseNo), terms -> plans.change(caseNo, terms), model, response);
        if (wrong != null) {
            return wrong;
        }
        redirect.addFlashAttribute("message", "inspection.plan.changed");
        return "redirect:/inspection/plans/" + caseNo;
    }
}
