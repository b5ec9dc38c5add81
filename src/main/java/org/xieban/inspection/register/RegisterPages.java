package org.xieban.inspection.register;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Regions;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Attachment;
import org.xieban.web.Cells;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;
import org.xieban.web.QueryString;
import org.xieban.web.Refusal;
import org.xieban.web.RegisterForm;

/** The registers for officers: their lists, an entry to edit, tables in and out. */
@Controller
@NamesDepartments
@RequestMapping("/inspection")
@PreAuthorize(RegisterPages.READERS)
class RegisterPages {

    static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',"
            + " 'DUTY_COMMANDER', 'SUPERVISOR')";

    private static final int BATCH = 1_000;
    private static final int WRONG = 422;

    /** Bytes of a table that is taken while one waits; larger ones are taken behind the scenes. */
    private static final long AT_ONCE = 1_000_000;

    private final Map<String, Register<?>> registers;
    private final RegisterKeepers keepers;
    private final RegisterImports imports;
    private final LargeImports largeImports;
    private final Trades trades;
    private final Regions regions;
    private final Trace trace;
    private final TransactionTemplate transaction;

    RegisterPages(
            List<Register<?>> registers,
            RegisterKeepers keepers,
            RegisterImports imports,
            LargeImports largeImports,
            Trades trades,
            Regions regions,
            Trace trace,
            TransactionTemplate transaction) {
        this.registers = registers.stream().collect(Collectors.toMap(Register::name, Function.identity()));
        this.keepers = keepers;
        this.imports = imports;
        this.largeImports = largeImports;
        this.trades = trades;
        this.regions = regions;
        this.trace = trace;
        this.transaction = transaction;
    }

    private Register<?> register(String name) {
        Register<?> register = registers.get(name);
        if (register == null) {
            throw Refusal.notFound("register.unknown", name);
        }
        return register;
    }

    /** What restricts a list, as addresses carry it. */
    record Query(
            @Nullable String q,
            @Nullable String trade,
            @Nullable CreditClass creditClass,
            @Nullable String region,
            @Nullable String department) {

        RegisterFilter filter() {
            return new RegisterFilter(q, trade, creditClass, region, department);
        }

        /** As parameters of an address. */
        public String address() {
            return new QueryString()
                    .with("q", q)
                    .with("trade", trade)
                    .with("creditClass", creditClass)
                    .with("region", region)
                    .with("department", department)
                    .toString();
        }
    }

    @GetMapping("/registers")
    String begin() {
        return "redirect:/inspection/registers/objects";
    }

    @GetMapping("/registers/{register}")
    String list(
            @PathVariable("register") String name,
            @ModelAttribute("query") Query query,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Register<?> register = register(name);
        model.addAttribute("register", name);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("listing", register.list(query.filter(), PageRequest.of(listName(name), after, null)));
        model.addAttribute("mayKeep", keepers.mayKeepIn(register));
        choices(model);
        return "inspection/register";
    }

    static String listName(String register) {
        return "inspection/" + register;
    }

    private void choices(Model model) {
        model.addAttribute("trades", trades.names());
        model.addAttribute("regions", regions.names());
        model.addAttribute("classes", CreditClass.values());
    }

    /** What the list shows, all of it, in the columns in which it can be imported again. */
    @GetMapping("/registers/{register}/export.csv")
    void export(
            @PathVariable("register") String name, @ModelAttribute("query") Query query, HttpServletResponse response)
            throws IOException {
        Register<?> register = register(name);
        transaction.executeWithoutResult(status -> trace.record(Act.of("register.exported", "register", name)
                .with("filter", query.address())
                .with("rows", register.count(query.filter()))));
        Attachment.begin(response, name + ".csv", Attachment.CSV);
        write(register, query.filter(), new Csv(response.getWriter()).line(register.columns()));
    }

    private static <T extends RegisterEntry> void write(Register<T> register, RegisterFilter filter, Csv csv) {
        List<T> batch = List.of();
        do {
            batch = register.batch(filter, batch.isEmpty() ? null : batch.get(batch.size() - 1), BATCH);
            batch.forEach(entry -> csv.line(register.write(entry)));
        } while (batch.size() == BATCH);
    }

    @GetMapping("/registers/{register}/import")
    String table(@PathVariable("register") String name, Model model) {
        Register<?> register = register(name);
        keepers.requireKeeperIn(register);
        model.addAttribute("register", name);
        model.addAttribute("columns", register.columns());
        return "inspection/import";
    }

    @PostMapping("/registers/{register}/import")
    String table(
            @PathVariable("register") String name,
            @RequestParam MultipartFile file,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        String fileName = String.valueOf(file.getOriginalFilename());
        try {
            long id = file.getSize() > AT_ONCE
                    ? largeImports.take(register(name), fileName, file.getInputStream(), locale)
                    : imports.take(register(name), fileName, file.getBytes(), locale);
            return "redirect:/inspection/imports/" + id;
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.RULE) {
                throw refused;
            }
            response.setStatus(WRONG);
            model.addAttribute("refusal", refused);
            return table(name, model);
        }
    }

    /** What became of a table. */
    @GetMapping("/imports/{id}")
    String imported(@PathVariable long id, Model model) {
        model.addAttribute("taken", imports.require(id));
        return "inspection/imported";
    }

    /** How far it is, asked for again and again while it is taken. */
    @GetMapping("/imports/{id}/course")
    String course(@PathVariable long id, Model model) {
        model.addAttribute("taken", imports.require(id));
        return "inspection/imported :: taken";
    }

    @GetMapping("/imports/{id}/report.csv")
    ResponseEntity<byte[]> report(@PathVariable long id) {
        return Attachment.of("report-" + id + ".csv", Attachment.CSV, imports.report(id));
    }

    @GetMapping("/registers/{register}/new")
    String create(@PathVariable("register") String name, Model model) {
        keepers.requireKeeperIn(register(name));
        return form(register(name), null, new Cells(Map.of()), 0, model);
    }

    @GetMapping("/registers/{register}/entries/{key}")
    String one(@PathVariable("register") String name, @PathVariable String key, Model model) {
        return entry(register(name), key, model);
    }

    private <T extends RegisterEntry> String entry(Register<T> register, String key, Model model) {
        T entry = register.require(key);
        return form(register, entry, Cells.of(register.columns(), register.write(entry)), entry.version(), model);
    }

    private <T extends RegisterEntry> String form(
            Register<T> register, @Nullable T entry, Cells cells, int basedOn, Model model) {
        RegisterForm.show(register.columns(), cells, basedOn, model);
        model.addAttribute("register", register.name());
        model.addAttribute("entry", entry);
        model.addAttribute("mayKeep", entry == null || keepers.mayKeep(register.department(entry)));
        choices(model);
        return "inspection/entry";
    }

    /** Keeps what was typed. */
    @PostMapping("/registers/{register}/save")
    String save(
            @PathVariable("register") String name,
            @RequestParam Map<String, String> typed,
            @RequestParam int basedOn,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return save(register(name), new Cells(typed), basedOn, model, response, redirect);
    }

    private <T extends RegisterEntry> String save(
            Register<T> register,
            Cells cells,
            int basedOn,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        keepers.requireKeeperIn(register);
        T entry = register.read(cells, register.known(List.of(cells)));
        if (entry != null && !keepers.mayKeep(register.department(entry))) {
            throw Refusal.forbidden("access.denied");
        }
        T there = register.find(cells.typed(register.columns().get(0))).orElse(null);
        if (there != null && !keepers.mayKeep(register.department(there))) {
            throw Refusal.forbidden("access.denied");
        }
        T saved = RegisterForm.kept(
                () -> entry == null || !cells.faults().isEmpty() ? null : register.save(entry, basedOn),
                model,
                response);
        if (saved == null) {
            return form(register, basedOn == 0 ? null : there, cells, basedOn, model);
        }
        redirect.addFlashAttribute("message", "inspection.register.saved");
        redirect.addAttribute("key", saved.key());
        return "redirect:/inspection/registers/" + register.name() + "/entries/{key}";
    }
}
