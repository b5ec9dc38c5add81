package org.xieban.inspection.task;

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
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Regions;
import org.xieban.inspection.PlannedVisits;
import org.xieban.inspection.Proposers;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.Inspector;
import org.xieban.inspection.register.InspectorRegister;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.inspection.register.RegisterFilter;
import org.xieban.inspection.register.Trades;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Flash;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Tasks for officers: the list, one with its visits, asking for one and changing one that came back. */
@Controller
@NamesDepartments
@RequestMapping("/inspection")
@PreAuthorize(TaskPages.READERS)
class TaskPages {

    static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',"
            + " 'DUTY_COMMANDER', 'SUPERVISOR')";

    private final InspectionTasks tasks;
    private final Proposers proposers;
    private final PlannedVisits planned;
    private final ItemRegister items;
    private final ObjectRegister objects;
    private final InspectorRegister inspectors;
    private final Trades trades;
    private final Regions regions;
    private final TaskSettings settings;
    private final Clock clock;

    TaskPages(
            InspectionTasks tasks,
            Proposers proposers,
            PlannedVisits planned,
            ItemRegister items,
            ObjectRegister objects,
            InspectorRegister inspectors,
            Trades trades,
            Regions regions,
            TaskSettings settings,
            Clock clock) {
        this.tasks = tasks;
        this.proposers = proposers;
        this.planned = planned;
        this.items = items;
        this.objects = objects;
        this.inspectors = inspectors;
        this.trades = trades;
        this.regions = regions;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/tasks")
    String list(@RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("listing", tasks.list(PageRequest.of(InspectionTasks.LIST, after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("mayPropose", proposers.mayPropose());
        return "inspection/tasks";
    }

    @GetMapping("/tasks/{caseNo}")
    String one(@PathVariable String caseNo, Model model) {
        InspectionTask task = tasks.require(caseNo);
        model.addAttribute("task", task);
        model.addAttribute("items", items.of(task.terms().items()));
        model.addAttribute(
                "objects",
                task.terms().objects().stream()
                        .limit(PageRequest.LARGEST_SIZE)
                        .map(objects::require)
                        .toList());
        model.addAttribute("mayChange", tasks.mayChange(task));
        planned.show(caseNo, true, model);
        return "inspection/task";
    }

    @GetMapping("/new-task")
    String create(Model model) {
        proposers.require();
        return form(TaskForm.usual(OfficialTime.today(clock)), null, model);
    }

    private String form(TaskForm form, @Nullable InspectionTask task, Model model) {
        List<InspectionItem> listed = items.listed();
        model.addAttribute("form", form);
        model.addAttribute("task", task);
        model.addAttribute(
                "listed",
                listed.stream()
                        .collect(Collectors.groupingBy(
                                InspectionItem::department, LinkedHashMap::new, Collectors.toList())));
        model.addAttribute(
                "people",
                inspectors
                        .of(listed.stream()
                                .map(InspectionItem::department)
                                .distinct()
                                .toList())
                        .stream()
                        .filter(each -> each.maySetOut(OfficialTime.today(clock)))
                        .collect(
                                Collectors.groupingBy(Inspector::department, LinkedHashMap::new, Collectors.toList())));
        model.addAttribute("trades", trades.names());
        model.addAttribute("regions", regions.names());
        model.addAttribute("classes", CreditClass.values());
        model.addAttribute("kinds", InspectionTask.Kind.values());
        model.addAttribute("mostObjects", settings.mostObjects());
        return "inspection/edit-task";
    }

    @PostMapping("/new-task")
    String create(TaskForm form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        String[] caseNo = {""};
        String wrong = keep(form, null, terms -> caseNo[0] = tasks.propose(terms), model, response);
        if (wrong != null) {
            return wrong;
        }
        redirect.addFlashAttribute("message", "inspection.task.proposed");
        return "redirect:/inspection/tasks/" + caseNo[0];
    }

    @GetMapping("/tasks/{caseNo}/edit")
    String edit(@PathVariable String caseNo, Model model) {
        InspectionTask task = tasks.require(caseNo);
        if (!tasks.mayChange(task)) {
            throw Refusal.forbidden("access.denied");
        }
        return form(TaskForm.of(task.terms()), task, model);
    }

    @PostMapping("/tasks/{caseNo}/edit")
    String edit(
            @PathVariable String caseNo,
            TaskForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        String wrong = keep(form, tasks.require(caseNo), terms -> tasks.change(caseNo, terms), model, response);
        if (wrong != null) {
            return wrong;
        }
        redirect.addFlashAttribute("message", "inspection.task.changed");
        return "redirect:/inspection/tasks/" + caseNo;
    }

    private @Nullable String keep(
            TaskForm form,
            @Nullable InspectionTask task,
            Consumer<InspectionTask.Terms> keeping,
            Model model,
            HttpServletResponse response) {
        try {
            keeping.accept(form.read(task == null ? null : task.terms().kind(), chosen(form.filter())));
            return null;
        } catch (Refusal refused) {
            Flash.onPage(refused, model, response);
            return form(form.covered(), task, model);
        }
    }

    /** Those that are chosen now are the ones that are approved: nobody is added behind the approver's back. */
    private List<String> chosen(@Nullable RegisterFilter filter) {
        if (filter == null || filter.equals(RegisterFilter.ALL)) {
            return List.of();
        }
        return objects.batch(filter, null, settings.mostObjects() + 1).stream()
                .filter(InspectionObject::listed)
                .map(InspectionObject::creditCode)
                .toList();
    }
}
