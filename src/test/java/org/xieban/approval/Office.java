package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.stereotype.Component;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Materials;
import org.xieban.casefile.Registration;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;
import org.xieban.demonstration.DemonstrationClock;
import org.xieban.engine.Tasks;
import org.xieban.timelimit.CaseClock;
import org.xieban.timelimit.ClockKind;
import org.xieban.timelimit.Clocks;
import org.xieban.timelimit.Sweep;
import org.xieban.trace.TimeAdvanced;

/** The office at work, as tests need it: people register, take and complete tasks; time passes; jobs fire. */
@Component
class Office {

    static final String CLERK = "clerk.chen";
    static final String HANDLER = "handler.li";
    static final String HEAD = "approver.wang";

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    /** Who answers for a group among the people of the demonstration. */
    private static final Map<String, String> HOLDERS = Map.ofEntries(
            Map.entry("spj.clerk", CLERK),
            Map.entry("spj.handler", HANDLER),
            Map.entry("spj.section-head", HEAD),
            Map.entry("spj.leader", HEAD),
            Map.entry("spj.approver", HEAD),
            Map.entry("sthj.handler", "env.zhao"),
            Map.entry("xfjy.handler", "fire.sun"),
            Map.entry("scjg.handler", "market.zhou"),
            Map.entry("yjgl.handler", "emergency.wu"),
            Map.entry("zrzy.handler", "land.tang"),
            Map.entry("sjj.handler", "data.qin"));

    private final CaseFiles cases;
    private final Materials materials;
    private final Catalogue catalogue;
    private final Tasks tasks;
    private final TaskService engineTasks;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final ManagementService jobs;
    private final UserDetailsService people;
    private final Clock clock;
    private final Clocks clocks;
    private final Sweep sweep;
    private final ApplicationEventPublisher events;

    Office(
            CaseFiles cases,
            Materials materials,
            Catalogue catalogue,
            Tasks tasks,
            TaskService engineTasks,
            RuntimeService runtime,
            HistoryService history,
            ManagementService jobs,
            UserDetailsService people,
            Clock clock,
            Clocks clocks,
            Sweep sweep,
            ApplicationEventPublisher events) {
        this.cases = cases;
        this.materials = materials;
        this.catalogue = catalogue;
        this.tasks = tasks;
        this.engineTasks = engineTasks;
        this.runtime = runtime;
        this.history = history;
        this.jobs = jobs;
        this.people = people;
        this.clock = clock;
        this.clocks = clocks;
        this.sweep = sweep;
        this.events = events;
    }

    // ---- people

    <T> T as(String login, Supplier<T> work) {
        SecurityContext before = SecurityContextHolder.getContext();
        UserDetails officer = people.loadUserByUsername(login);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
        SecurityContextHolder.setContext(context);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    void does(String login, Runnable work) {
        as(login, () -> {
            work.run();
            return login;
        });
    }

    // ---- cases

    /** Registers an application for an item, with all its materials, choosing its first scale. */
    String register(String itemCode) {
        return register(itemCode, 0);
    }

    String register(String itemCode, int scale) {
        String caseNo = registerWithoutMaterials(itemCode, scale);
        uploadEverything(caseNo);
        return caseNo;
    }

    String registerWithoutMaterials(String itemCode, int scale) {
        ServiceItem.ApplicantKind kind =
                catalogue.find(itemCode).orElseThrow().item().applicantKinds().get(0);
        return registerWithoutMaterials(
                itemCode,
                scale,
                kind == ServiceItem.ApplicantKind.PERSON
                        ? somebody("张三")
                        : new Applicant(kind, "西平测试有限公司", "91411900MA45CXY19U", "13800138000"));
    }

    /** A person whom nobody knows yet, so that nothing is there that he would not be asked for. */
    static Applicant somebody(String name) {
        int number = PEOPLE.getAndIncrement();
        String digits = String.format(
                Locale.ROOT,
                "110101%s%03d",
                LocalDate.of(1970, 1, 1).plusDays(number / 900).format(DateTimeFormatter.BASIC_ISO_DATE),
                100 + number % 900);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            // GB 11643-1999: the weights are powers of two modulo eleven
            sum += (1 << (17 - i)) % 11 * (digits.charAt(i) - '0');
        }
        return new Applicant(
                ServiceItem.ApplicantKind.PERSON, name, digits + "10X98765432".charAt(sum % 11), "13800138000");
    }

    String registerWithoutMaterials(String itemCode, int scale, Applicant applicant) {
        ServiceItem item = catalogue.find(itemCode).orElseThrow().item();
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("matter", "新开一家店");
        if (!item.scales().isEmpty()) {
            form.put("scale", item.scales().get(scale).code());
        }
        form.put("place", "411902");
        form.put("address", "文昌路一号");
        form.put("preferredDelivery", "WINDOW");
        form.put("truthful", true);
        return as(CLERK, () -> cases.register(new Registration(itemCode, applicant, null, form, null, null, null)))
                .number();
    }

    void uploadEverything(String caseNo) {
        byte[] pdf = "%PDF-1.7\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        for (String code : materials.missing(caseNo)) {
            as(CLERK, () -> materials.upload(caseNo, code, code + ".pdf", pdf));
        }
    }

    CaseFile file(String caseNo) {
        return cases.require(caseNo);
    }

    CaseState state(String caseNo) {
        return file(caseNo).state();
    }

    // ---- tasks

    /** Element ids of the open tasks, in their order. */
    List<String> open(String caseNo) {
        return tasksOf(caseNo).stream().map(Task::getTaskDefinitionKey).sorted().toList();
    }

    private List<Task> tasksOf(String caseNo) {
        List<Task> open = new ArrayList<>(
                engineTasks.createTaskQuery().processInstanceBusinessKey(caseNo).list());
        open.sort(Comparator.comparing(Task::getCreateTime).thenComparing(Task::getId));
        return open;
    }

    String task(String caseNo, String step) {
        return tasksOf(caseNo).stream()
                .filter(task -> task.getTaskDefinitionKey().equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError(step + " is not open, but " + open(caseNo)))
                .getId();
    }

    /** The groups whose members may take a task. */
    Set<String> groups(String taskId) {
        Set<String> groups = new TreeSet<>();
        for (IdentityLink link : engineTasks.getIdentityLinksForTask(taskId)) {
            if (link.getGroupId() != null) {
                groups.add(link.getGroupId());
            }
        }
        return groups;
    }

    /** Who of the demonstration may take a task. */
    String holder(String taskId) {
        return groups(taskId).stream()
                .map(HOLDERS::get)
                .filter(login -> login != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody of the demonstration is in " + groups(taskId)));
    }

    /** Completes a step as whoever it falls to. */
    void completes(String caseNo, String step, Map<String, ?> answers) {
        String task = task(caseNo, step);
        completes(holder(task), caseNo, step, answers);
    }

    void completes(String login, String caseNo, String step, Map<String, ?> answers) {
        String task = task(caseNo, step);
        does(login, () -> tasks.complete(task, login, answers));
    }

    void claims(String login, String caseNo, String step) {
        String task = task(caseNo, step);
        does(login, () -> tasks.claim(task, login));
    }

    void claimsInTasklist(String login, String caseNo, String step) {
        String task = task(caseNo, step);
        does(login, () -> engineTasks.claim(task, login));
    }

    /** Goes the ordinary way until a step is open. */
    void ordinaryUntil(String caseNo, String step) {
        for (int steps = 0; !open(caseNo).contains(step); steps++) {
            assertThat(steps)
                    .as("steps until " + step + ", now at " + open(caseNo))
                    .isLessThan(30);
            ordinaryStep(caseNo);
        }
    }

    /** Goes the ordinary way until no task is open. */
    void ordinaryToTheEnd(String caseNo) {
        ordinaryToTheEnd(caseNo, Map.of());
    }

    /** Goes the ordinary way until no task is open, but that some steps are answered otherwise. */
    void ordinaryToTheEnd(String caseNo, Map<String, ? extends Map<String, ?>> otherwise) {
        for (int steps = 0; !open(caseNo).isEmpty(); steps++) {
            assertThat(steps).as("steps to the end, now at " + open(caseNo)).isLessThan(40);
            String step = tasksOf(caseNo).get(0).getTaskDefinitionKey();
            Map<String, ?> answers = otherwise.get(step);
            completes(caseNo, step, answers == null ? OrdinaryAnswers.to(step) : answers);
        }
        assertThat(isRunning(caseNo)).isFalse();
    }

    private void ordinaryStep(String caseNo) {
        String step = tasksOf(caseNo).get(0).getTaskDefinitionKey();
        completes(caseNo, step, OrdinaryAnswers.to(step));
    }

    // ---- process and time

    boolean isRunning(String caseNo) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .count()
                > 0;
    }

    /** The engine's id of the process of a case. */
    String instance(String caseNo) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .rootProcessInstances()
                .singleResult()
                .getId();
    }

    /** Element ids that the case has passed or reached. */
    Set<String> passed(String caseNo) {
        String instance = instance(caseNo);
        Set<String> ids = new TreeSet<>();
        history.createHistoricActivityInstanceQuery().processInstanceId(instance).list().stream()
                .map(HistoricActivityInstance::getActivityId)
                .forEach(ids::add);
        return ids;
    }

    private Job onlyJob(String caseNo) {
        return jobs.createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .singleResult()
                        .getId())
                .singleResult();
    }

    /** The clock of a case of that kind that was started last. */
    CaseClock clock(String caseNo, ClockKind kind) {
        return clocks.ofCase(caseNo).stream()
                .filter(each -> each.kind() == kind)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** Lets time pass until the term of acceptance of a case is over, and whoever watches the clocks look. */
    void waitsForTheEndOfAcceptance(String caseNo) {
        passes(Duration.between(
                        clock.instant(), clock(caseNo, ClockKind.ACCEPTANCE).dueAt())
                .plusSeconds(1));
        sweep.sweep();
    }

    private void passes(Duration ahead) {
        DemonstrationClock time = (DemonstrationClock) clock;
        if (!ahead.isNegative()) {
            time.advance(ahead);
            events.publishEvent(new TimeAdvanced(time.advanced()));
        }
    }

    /** Lets time pass until the case's timer is due, and fires it. */
    void waitsForTheTimer(String caseNo) {
        Job job = onlyJob(caseNo);
        Instant due = job.getDuedate().toInstant();
        passes(Duration.between(clock.instant(), due).plusSeconds(1));
        assertThat(jobs.createJobQuery()
                        .jobId(job.getId())
                        .duedateLowerThan(Date.from(clock.instant()))
                        .count())
                .as("the timer is due")
                .isLessThanOrEqualTo(1);
        try {
            if (jobs.createJobQuery().jobId(job.getId()).count() > 0) {
                jobs.executeJob(job.getId());
            }
        } catch (OptimisticLockingException | NullPointerException e) {
            // the engine's own executor was quicker
        }
        org.awaitility.Awaitility.await()
                .until(() -> jobs.createJobQuery().jobId(job.getId()).count() == 0);
    }
}
