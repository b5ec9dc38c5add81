package org.xieban.emergency.outreach;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Flash;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** What went out, to whom, and how far it has come; and the receivers there are. */
@Controller
@RequestMapping("/emergency/outreach")
@PreAuthorize("hasAnyRole('DUTY_COMMANDER', 'SUPERVISOR')")
class OutreachPages {

    private static final String COMMANDERS = "hasRole('DUTY_COMMANDER')";

    private final OutreachStore store;
    private final Receivers receivers;
    private final OutreachSettings settings;
    private final CaseAccess access;
    private final Trace trace;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OutreachPages(
            OutreachStore store,
            Receivers receivers,
            OutreachSettings settings,
            CaseAccess access,
            Trace trace,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.receivers = receivers;
        this.settings = settings;
        this.access = access;
        this.trace = trace;
        this.transaction = transaction;
        this.clock = clock;
    }

    @ModelAttribute("zone")
    ZoneId zone() {
        return OfficialTime.ZONE;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) Delivery.@Nullable State state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        PageRequest page = PageRequest.of("emergency/outreach", after, null);
        SqlConditions conditions = visible();
        conditions.add("d.state = :state", "state", state);
        long total = store.count(conditions);
        List<Delivery> rows = store.list(
                conditions, page.after() == null ? null : page.after().number(0), page.limit());
        model.addAttribute("listing", page.listing(rows, total, each -> new Object[] {each.id()}));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("state", state);
        model.addAttribute("states", Delivery.State.values());
        return "emergency/outreach";
    }

    /** What belongs to a case is seen by who sees the whole case. */
    private SqlConditions visible() {
        SqlConditions conditions = new SqlConditions();
        conditions.add("(m.case_no is null or " + wholeCase(conditions) + ")");
        return conditions;
    }

    private String wholeCase(SqlConditions conditions) {
        var whole = access.wholeTo(CaseAccess.requireOfficer(), "m.case_no");
        whole.parameters().forEach(conditions::with);
        return whole.sql();
    }

    /** Tries again what was given up, under the same key. */
    @PostMapping("/{id}/again")
    @PreAuthorize(COMMANDERS)
    String again(@PathVariable long id, RedirectAttributes flash) {
        SqlConditions conditions = visible();
        conditions.add("d.id = :id", "id", id);
        Delivery delivery = store.list(conditions, null, 1).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("outreach.unknown"));
        transaction.executeWithoutResult(status -> {
            if (store.again(id, OfficialTime.now(clock))) {
                trace.record(Acknowledgements.act("outreach.again", delivery));
            }
        });
        flash.addFlashAttribute("message", "emergency.outreach.triedAgain");
        return "redirect:/emergency/outreach";
    }

    @GetMapping("/receivers")
    @PreAuthorize(COMMANDERS)
    String receivers(Model model) {
        model.addAttribute("receivers", receivers.all());
        model.addAttribute(
                "secrets", settings.secrets().keySet().stream().sorted().toList());
        return "emergency/receivers";
    }

    /** Registers a receiver, or changes it. */
    @PostMapping("/receivers")
    @PreAuthorize(COMMANDERS)
    String save(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String secret,
            @RequestParam(defaultValue = "false") boolean enabled,
            @RequestParam(defaultValue = "0") int version,
            RedirectAttributes flash) {
        try {
            receivers.save(new Receiver(code.strip(), name, url, secret, enabled, version));
            flash.addFlashAttribute("message", "emergency.outreach.receiverSaved");
        } catch (Refusal refused) {
            Flash.refusedAtFirst(flash, refused);
        }
        return "redirect:/emergency/outreach/receivers";
    }
}
