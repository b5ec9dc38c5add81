package org.xieban.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.TestPropertySource;
import org.xieban.XiebanTest;
import org.xieban.approval.OrdinaryAnswers;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Materials;
import org.xieban.casefile.Registration;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.OpenTask;
import org.xieban.engine.TaskOpened;
import org.xieban.engine.Tasks;
import org.xieban.ledger.Tampering;
import org.xieban.worklist.TaskWork;

/**
 * Completed cases per second of the administrative approval's ordinary way, beside Camunda alone running the same model
 * in the same JVM on the same database, in turns; the same with tasks taken by a call of their own, and what the work list
 * costs of it.
 *
 * <p>The product's side is what the API calls: registration, then each task taken and completed in one. The engine's
 * side is start, claim and complete, each a call of its own. Neither asks which tasks there are: both are told. The
 * machine's noise takes both alike, so that the ratio counts, not the rates. The database makes its commits durable, as
 * in production and unlike other tests' (its folder stays below {@code target}): commits are what the product saves.
 */
@XiebanTest
@TestPropertySource(properties = "xieban.data-temporary=false")
@Tag("bench")
class ApprovalBench {

    private static final String PROCESS = "administrativeApproval";
    private static final String ITEM = "food-business-licence";
    private static final String CLERK = "clerk.chen";
    private static final int CLIENTS = 2;
    /** So many until the compilers have little left to do: the product is measured as it runs on any day but its first. */
    private static final int WARM_UP = Integer.getInteger("xieban.bench.warmUp", 300);

    private static final int CASES = 12;

    /** Short turns and many of them, so that what else the machine does falls on both sides. */
    private static final int ROUNDS = Integer.getInteger("xieban.bench.rounds", 15);

    private static final double GOAL = 0.7;

    @Autowired
    private ConfigurableApplicationContext context;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Materials materials;

    @Autowired
    private TaskWork tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private Tampering ledger;

    @Autowired
    private Tasks engineTasks;

    @Autowired
    private ApplicationEventMulticaster events;

    private final Opened opened = new Opened();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Authentication> signedIn = new LinkedHashMap<>();
    private Registration application;

    /** Routing facts with which a process starts, and of each step those that its form hands on. */
    private Map<String, Object> startingFacts;

    private Set<String> routed;

    /** Remembers which tasks a case has, as whoever works on it sees them come. */
    private static final class Opened implements ApplicationListener<PayloadApplicationEvent<TaskOpened>> {

        private final Map<String, Deque<OpenTask>> tasks = new ConcurrentHashMap<>();

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<TaskOpened> event) {
            OpenTask task = event.getPayload().task();
            tasks.computeIfAbsent(task.caseNo(), none -> new ArrayDeque<>()).add(task);
        }
    }

    /**
     * One turn of one side: cases per second, and per case the processor's milliseconds in this JVM, those of them for
     * which its compilers were at work, those in the database, the writing transactions and the log they fill.
     */
    private record Turn(
            double casesPerSecond,
            double processor,
            double compilers,
            double database,
            double commits,
            double kilobytes) {}

    private interface Side {
        List<String> begin(int number) throws Exception;

        /** What is no part of the measurement. */
        void prepare(List<String> caseNos);

        void finish(List<String> caseNos) throws Exception;
    }

    @Test
    void completedCasesPerSecondBesideTheBareEngine() throws Exception {
        context.addApplicationListener(opened);
        for (String login : List.of(CLERK, "handler.li", "approver.wang", "market.zhou")) {
            var officer = people.loadUserByUsername(login);
            signedIn.put(
                    login, UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
        }
        application = application();
        observeOneCase();

        try (BareEngine engine = new BareEngine(database, delegates())) {
            Side product = new Product(this::complete);
            Side apart = new Product(this::completeApart);
            Side unlisted = new Product(this::completeUnlisted);
            Bare bare = new Bare(engine);
            turn(product, WARM_UP);
            turn(bare, WARM_UP);
            turn(apart, CASES);
            unlisted(() -> turn(unlisted, CASES));
            unrecorded(() -> turn(product, CASES));
            unnoted(() -> turn(product, CASES));
            List<Turn> products = new ArrayList<>();
            List<Turn> bares = new ArrayList<>();
            List<Turn> aparts = new ArrayList<>();
            List<Turn> unlisteds = new ArrayList<>();
            List<Turn> unrecordeds = new ArrayList<>();
            List<Turn> sequenced = new ArrayList<>();
            List<Turn> unnoteds = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            List<Double> withLedger = new ArrayList<>();
            List<Double> withNotes = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                unlisteds.add(unlisted(() -> turn(unlisted, CASES)));
                sequenced.add(sequencedTurn(product));
                unrecordeds.add(unrecorded(() -> turn(product, CASES)));
                unnoteds.add(unnoted(() -> turn(product, CASES)));
                withLedger.add(sequenced.get(round).casesPerSecond / unrecordeds.get(round).casesPerSecond);
                aparts.add(turn(apart, CASES));
                // neither always goes first: whoever does pays for what the turn before left behind
                if (round % 2 == 0) {
                    products.add(turn(product, CASES));
                    bares.add(turn(bare, CASES));
                } else {
                    bares.add(turn(bare, CASES));
                    products.add(turn(product, CASES));
                }
                ratios.add(products.get(round).casesPerSecond / bares.get(round).casesPerSecond);
                withNotes.add(products.get(round).casesPerSecond / unnoteds.get(round).casesPerSecond);
            }
            print(products, aparts, unlisteds, bares, ratios);
            System.out.printf(
                    "approval: with the ledger on, its log sequenced beside, %.1f cases a second, %.2f of the bare engine;"
                            + " with it off %.1f; on is %.2f of off (goal 0.95)%n",
                    median(sequenced.stream().map(Turn::casesPerSecond)),
                    median(sequenced.stream().map(Turn::casesPerSecond))
                            / median(bares.stream().map(Turn::casesPerSecond)),
                    median(unrecordeds.stream().map(Turn::casesPerSecond)),
                    median(withLedger.stream()));
            System.out.printf(
                    "approval: while its ends are noted for heat maps (ADR 0012) %.1f cases a second, else %.1f;"
                            + " noted is %.2f of not; the database %.0f ms a case, else %.0f%n",
                    median(products.stream().map(Turn::casesPerSecond)),
                    median(unnoteds.stream().map(Turn::casesPerSecond)),
                    median(withNotes.stream()),
                    median(products.stream().map(Turn::database)),
                    median(unnoteds.stream().map(Turn::database)));
            printStatements(bare);
            if (median(ratios.stream()) < GOAL) {
                System.out.printf("below the goal of %.1f; what the product's time goes to:%n", GOAL);
                printProfile(product, this::register, this::complete, 25);
                System.out.println("and the bare engine's:");
                printProfile(bare, bare::start, bare::complete, 6);
            }
            assertThat(median(ratios.stream())).as("of the bare engine's rate").isGreaterThan(0.1);
        } finally {
            context.removeApplicationListener(opened);
        }
    }

    /** A turn beside which the log is sequenced every second; what came before has its place. */
    private Turn sequencedTurn(Side product) throws Exception {
        ledger.sequence();
        try (Tampering.Sequencing sequencing = ledger.sequencing()) {
            return turn(product, CASES);
        }
    }

    // ---- the two sides

    private final class Product implements Side {

        private final Consumer<String> completes;

        Product(Consumer<String> completes) {
            this.completes = completes;
        }

        @Override
        public List<String> begin(int number) throws Exception {
            List<String> caseNos = Collections.synchronizedList(new ArrayList<>());
            byClients(Collections.nCopies(number, ITEM), item -> caseNos.add(register()));
            return caseNos;
        }

        @Override
        public void prepare(List<String> caseNos) {
            caseNos.forEach(ApprovalBench.this::handInEverything);
        }

        @Override
        public void finish(List<String> caseNos) throws Exception {
            byClients(caseNos, completes);
            assertThat(caseNos.stream().map(no -> cases.require(no).state())).containsOnly(CaseState.CLOSED);
        }
    }

    private final class Bare implements Side {

        private final BareEngine engine;

        Bare(BareEngine engine) {
            this.engine = engine;
        }

        @Override
        public List<String> begin(int number) throws Exception {
            List<String> caseNos = Collections.synchronizedList(new ArrayList<>());
            byClients(Collections.nCopies(number, PROCESS), process -> caseNos.add(start()));
            return caseNos;
        }

        private String start() {
            String caseNo = "bare-" + numbers.incrementAndGet();
            engine.start(PROCESS, caseNo, startingFacts);
            return caseNo;
        }

        @Override
        public void prepare(List<String> caseNos) {}

        @Override
        public void finish(List<String> caseNos) throws Exception {
            byClients(caseNos, this::complete);
            assertThat(engine.ended(caseNos.get(0))).isTrue();
        }

        private void complete(String caseNo) {
            for (var task = engine.next(caseNo); task != null; task = engine.next(caseNo)) {
                engine.claim(task, "handler.li");
                Map<String, Object> answers = new HashMap<>(OrdinaryAnswers.to(task.step()));
                answers.keySet().retainAll(routed);
                engine.complete(task, answers);
            }
        }
    }

    private Turn turn(Side side, int number) throws Exception {
        long[] before = transactionsAndLog();
        Processor processor = Processor.now(jdbc);
        long begun = System.nanoTime();
        List<String> caseNos = side.begin(number);
        long taken = System.nanoTime() - begun;
        Processor registering = Processor.now(jdbc).since(processor, number);
        long[] registered = transactionsAndLog();

        side.prepare(caseNos);

        long[] prepared = transactionsAndLog();
        processor = Processor.now(jdbc);
        begun = System.nanoTime();
        side.finish(caseNos);
        taken += System.nanoTime() - begun;
        Processor finishing = Processor.now(jdbc).since(processor, number);
        long[] after = transactionsAndLog();
        return new Turn(
                number * 1e9 / taken,
                registering.product() + finishing.product(),
                registering.compilers() + finishing.compilers(),
                registering.database() + finishing.database(),
                (double) (registered[0] - before[0] + after[0] - prepared[0]) / number,
                (registered[1] - before[1] + after[1] - prepared[1]) / 1024.0 / number);
    }

    private long[] transactionsAndLog() {
        return jdbc.sql("""
                select cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint) as transactions,
                       cast(pg_current_wal_insert_lsn() - '0/0' as bigint) as log""")
                .query((row, number) -> new long[] {row.getLong("transactions"), row.getLong("log")})
                .single();
    }

    /** Shares work among the clients, each in a thread of its own. */
    private static <T> void byClients(List<T> work, Consumer<T> does) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (Thread client : start(work, does, failure)) {
            client.join();
        }
        if (failure.get() != null) {
            throw new AssertionError("a client failed", failure.get());
        }
    }

    private static <T> List<Thread> start(List<T> work, Consumer<T> does, AtomicReference<Throwable> failure) {
        AtomicInteger next = new AtomicInteger();
        List<Thread> clients = Stream.generate(() -> new Thread(() -> {
                    for (int at = next.getAndIncrement(); at < work.size(); at = next.getAndIncrement()) {
                        does.accept(work.get(at));
                    }
                }))
                .limit(CLIENTS)
                .toList();
        clients.forEach(client -> client.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown)));
        clients.forEach(Thread::start);
        return clients;
    }

    // ---- the product's use cases

    private Registration application() {
        ServiceItem item = catalogue.find(ITEM).orElseThrow().item();
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("matter", "新开一家店");
        if (!item.scales().isEmpty()) {
            form.put("scale", item.scales().get(0).code());
        }
        form.put("place", "411902");
        form.put("address", "文昌路一号");
        form.put("preferredDelivery", "WINDOW");
        form.put("truthful", true);
        ServiceItem.ApplicantKind kind = item.applicantKinds().get(0);
        Applicant applicant = kind == ServiceItem.ApplicantKind.PERSON
                ? new Applicant(kind, "张三", "110101199003070628", "13800138000")
                : new Applicant(kind, "西平测试有限公司", "91411900MA45CXY19U", "13800138000");
        return new Registration(ITEM, applicant, null, form, null, null, null);
    }

    private String register() {
        signIn(CLERK);
        return cases.register(application).number();
    }

    private void handInEverything(String caseNo) {
        signIn(CLERK);
        byte[] pdf = "%PDF-1.7\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        materials.missing(caseNo).forEach(code -> materials.upload(caseNo, code, code + ".pdf", pdf));
    }

    private void complete(String caseNo) {
        Deque<OpenTask> waiting = opened.tasks.get(caseNo);
        for (OpenTask task = waiting.poll(); task != null; task = waiting.poll()) {
            signIn(holder(task));
            tasks.complete(task.id(), OrdinaryAnswers.to(task.step()));
        }
    }

    private void completeApart(String caseNo) {
        Deque<OpenTask> waiting = opened.tasks.get(caseNo);
        for (OpenTask task = waiting.poll(); task != null; task = waiting.poll()) {
            signIn(holder(task));
            tasks.claim(task.id());
            tasks.complete(task.id(), OrdinaryAnswers.to(task.step()));
        }
    }

    /** As the work list does it, but for asking it: without its rows nobody may do anything by it. */
    private void completeUnlisted(String caseNo) {
        Deque<OpenTask> waiting = opened.tasks.get(caseNo);
        for (OpenTask task = waiting.poll(); task != null; task = waiting.poll()) {
            String holder = holder(task);
            signIn(holder);
            engineTasks.complete(task.id(), holder, OrdinaryAnswers.to(task.step()));
        }
    }

    /** While nobody writes work items, nor what they say of the record. */
    private Turn unlisted(Callable<Turn> turn) throws Exception {
        return without("org.xieban.worklist.WorkItemProjection", turn);
    }

    /** While nobody writes the record. */
    private Turn unrecorded(Callable<Turn> turn) throws Exception {
        return without("org.xieban.ledger.Keeper", turn);
    }

    /** While the database does not note for heat maps what has ended. */
    private Turn unnoted(Callable<Turn> turn) throws Exception {
        notes("disable");
        try {
            return turn.call();
        } finally {
            notes("enable");
        }
    }

    private void notes(String how) {
        for (String table : List.of("act_hi_actinst", "act_hi_procinst")) {
            jdbc.sql("alter table %s %s trigger user".formatted(table, how)).update();
        }
    }

    /** While a class does not hear what happens. */
    private Turn without(String listening, Callable<Turn> turn) throws Exception {
        List<ApplicationListenerMethodAdapter> deaf = new ArrayList<>();
        events.removeApplicationListeners(listener -> {
            boolean one = listener instanceof ApplicationListenerMethodAdapter method
                    && method.getListenerId().startsWith(listening);
            if (one) {
                deaf.add((ApplicationListenerMethodAdapter) listener);
            }
            return one;
        });
        assertThat(deaf).isNotEmpty();
        try {
            return turn.call();
        } finally {
            deaf.forEach(events::addApplicationListener);
        }
    }

    private String holder(OpenTask task) {
        for (Entry<String, Authentication> each : signedIn.entrySet()) {
            SignedInOfficer officer = (SignedInOfficer) each.getValue().getPrincipal();
            if (task.candidateGroups().stream().anyMatch(officer.groups()::contains)) {
                return each.getKey();
            }
        }
        throw new AssertionError("nobody for " + task);
    }

    private void signIn(String login) {
        SecurityContextHolder.setContext(new SecurityContextImpl(signedIn.get(login)));
    }

    // ---- what the bare engine gets

    /** Brings one case through, to see with which facts a process starts and which of them it routes by. */
    private void observeOneCase() {
        String caseNo = register();
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
        startingFacts = new HashMap<>(runtime.getVariables(instance));
        handInEverything(caseNo);
        complete(caseNo);
        routed = history.createHistoricVariableInstanceQuery().processInstanceId(instance).list().stream()
                .map(HistoricVariableInstance::getName)
                .collect(Collectors.toSet());
    }

    private Map<String, Map<String, Object>> delegates() throws IOException {
        Map<String, Map<String, Object>> delegates = new HashMap<>();
        Matcher names = Pattern.compile("delegateExpression=\"\\$\\{(\\w+)}\"")
                .matcher(new ClassPathResource("processes/approval/administrative-approval.bpmn")
                        .getContentAsString(StandardCharsets.UTF_8));
        while (names.find()) {
            delegates.put(names.group(1), Map.of());
        }
        return delegates;
    }

    // ---- what is said

    private void print(
            List<Turn> products, List<Turn> aparts, List<Turn> unlisteds, List<Turn> bares, List<Double> ratios) {
        System.out.printf(
                "%nadministrative approval, ordinary way, %d clients, %d rounds of %d cases in turns (medians):%n"
                        + "| | cases/s | JVM ms/case | of it compiling | database ms/case | commits/case | WAL kB/case |%n"
                        + "%s%s%s%sratio %.2f (%.2f to %.2f), goal %.1f; taken by calls of their own %.2f%n",
                CLIENTS,
                ROUNDS,
                CASES,
                row("the product, everything on", products),
                row("the same, tasks taken by a call of their own", aparts),
                row("the same without its work list", unlisteds),
                row("bare engine, same BPMN and pool", bares),
                median(ratios.stream()),
                Collections.min(ratios),
                Collections.max(ratios),
                GOAL,
                median(aparts.stream().map(Turn::casesPerSecond))
                        / median(bares.stream().map(Turn::casesPerSecond)));
    }

    private static String row(String name, List<Turn> turns) {
        return "| %s | %.1f | %.0f | %.0f | %.0f | %.1f | %.0f |%n"
                .formatted(
                        name,
                        median(turns.stream().map(Turn::casesPerSecond)),
                        median(turns.stream().map(Turn::processor)),
                        median(turns.stream().map(Turn::compilers)),
                        median(turns.stream().map(Turn::database)),
                        median(turns.stream().map(Turn::commits)),
                        median(turns.stream().map(Turn::kilobytes)));
    }

    /** One case of each side by this thread, its statements counted. */
    private void printStatements(Bare bare) throws Exception {
        String caseNo = register();
        handInEverything(caseNo);
        Map<String, Integer> ours = StatementCount.during(() -> {
            register();
            complete(caseNo);
        });
        Map<String, Integer> theirs = StatementCount.during(() -> {
            bare.complete(bare.start());
        });
        System.out.printf(
                "SQL statements per case: product %d (its own %d, the engine's %d), bare engine %d;"
                        + " of which the product sends more than the bare engine, product : bare engine%n",
                sum(ours, ""), sum(ours, "ours"), sum(ours, "engine"), sum(theirs, "engine"));
        Map<String, Integer> bares = new HashMap<>();
        theirs.forEach((sql, count) -> bares.merge(sql.replace("bare.", ""), count, Integer::sum));
        ours.entrySet().stream()
                .sorted(Comparator.comparing(each -> bares.getOrDefault(each.getKey(), 0) - each.getValue()))
                .limit(Integer.getInteger("xieban.bench.statements", 12))
                .forEach(each -> System.out.printf(
                        "  %3d : %3d  %s%n",
                        each.getValue(),
                        bares.getOrDefault(each.getKey(), 0),
                        each.getKey().substring(0, Math.min(150, each.getKey().length()))));
    }

    private static int sum(Map<String, Integer> counts, String of) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(of))
                .mapToInt(Entry::getValue)
                .sum();
    }

    private static void printProfile(Side side, Supplier<String> begins, Consumer<String> completes, int places)
            throws Exception {
        List<String> caseNos = Collections.synchronizedList(new ArrayList<>());
        List<Integer> numbers = IntStream.range(0, CASES * 5).boxed().toList();
        printProfile("until it has begun", numbers, number -> caseNos.add(begins.get()), places);
        side.prepare(caseNos);
        printProfile("from there to its end", caseNos, completes, places);
    }

    private static <T> void printProfile(String part, List<T> cases, Consumer<T> does, int places) throws Exception {
        long begun = System.nanoTime();
        List<Thread> clients = start(cases, does, new AtomicReference<>());
        try (Sampler sampler = new Sampler(clients)) {
            for (Thread client : clients) {
                client.join();
            }
            System.out.printf(
                    "  %5.0f ms of a client for each case %s, of which%n",
                    (System.nanoTime() - begun) / 1e6 * CLIENTS / cases.size(), part);
            System.out.print(sampler.top(places));
        }
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
