package org.xieban.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.bench.Processor;
import org.xieban.bench.SignedIn;
import org.xieban.inspection.register.CreditClass;
import org.xieban.ledger.Sequencing;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.CsvReader;
import org.xieban.web.Cursor;

/**
 * A register of a million objects, by the product's own ways: imported from a table with broken rows, imported again,
 * read from the largest workbook there is, exported; then its lists and searches, a draw of it, and the overview. Beside
 * the same rows copied or inserted by the database alone, and a bare count.
 */
@Tag("bench")
@XiebanTest
@TestPropertySource(properties = "xieban.data-temporary=false")
class RegisterBench {

    private static final int OBJECTS = Integer.getInteger("bench.objects", 1_000_000);
    private static final int BAD = OBJECTS / 200;

    /** What is left of a sheet of Excel after its heading and the objects: more has none. */
    private static final int BAD_OF_SHEET = Math.min(1_048_575 - OBJECTS, 49_000);

    private static final String LIST = "inspection/objects";
    private static final String REGISTER = "/inspection/registers/objects";
    private static final int TIMES = 40;

    @LocalServerPort
    private int port;

    @Autowired
    private Plans plans;

    @Autowired
    private PlanRepository planRows;

    @Autowired
    private DrawPreparation preparation;

    @Autowired
    private Draws draws;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext product;

    @Autowired
    private Clock clock;

    @TempDir
    private Path folder;

    @Test
    void aMillionObjects() throws Exception {
        SignedIn office = new SignedIn(port, "market.zhou");
        int before = Math.toIntExact(count());
        Path table = folder.resolve("objects.csv");
        Set<Integer> broken = new TreeSet<>(new ManyObjects(OBJECTS, BAD).csv(table));
        copied(table);

        Taken first = imported(office, table, "text/csv");
        assertThat(List.of(first.added, first.changed, first.same, first.bad)).containsExactly(OBJECTS, 0, 0, BAD);
        assertThat(count()).isEqualTo(before + OBJECTS);
        assertThat(reported(office, first)).isEqualTo(broken);
        inserted();

        String as = fingerprint();
        Taken again = imported(office, table, "text/csv");
        assertThat(List.of(again.added, again.changed, again.same, again.bad)).containsExactly(0, 0, OBJECTS, BAD);

        Path workbook = folder.resolve("objects.xlsx");
        new ManyObjects(OBJECTS, BAD_OF_SHEET).workbook(workbook);
        Taken sheet = imported(office, workbook, Attachment.WORKBOOK);
        assertThat(List.of(sheet.added, sheet.changed, sheet.same, sheet.bad))
                .containsExactly(0, 0, OBJECTS, BAD_OF_SHEET);
        assertThat(reported(office, sheet)).hasSize(BAD_OF_SHEET);
        assertThat(fingerprint()).isEqualTo(as);

        exported(office);
        jdbc.sql("vacuum analyze inspection_object").update();
        lists(office);
        draw();
        overview();
    }

    private long count() {
        return jdbc.sql("select count(*) from inspection_object")
                .query(Long.class)
                .single();
    }

    /** Of everything that a change would change. */
    private String fingerprint() {
        return jdbc.sql("select count(*) || ' ' || sum(version) || ' ' || max(changed_at) from inspection_object")
                .query(String.class)
                .single();
    }

    /** What became of a table. */
    private record Taken(String page, int added, int changed, int same, int bad) {}

    /** Imports a table, looking at its page each second as a browser does. */
    private Taken imported(SignedIn office, Path table, String type) throws Exception {
        Processor used = Processor.now(jdbc);
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
        long begun = System.nanoTime();
        String page =
                office.send("/api/v1/inspection/registers/objects/imports?name=" + table.getFileName(), type, table);
        double received = (System.nanoTime() - begun) / 1e9;
        Set<Integer> told = new TreeSet<>();
        long kept = 0;
        String course = office.page(page + "/course");
        while (course.contains("正在导入")) {
            Matcher rows = Pattern.compile("已核对 ([0-9,]+) 行").matcher(course);
            if (rows.find()) {
                told.add(Integer.parseInt(rows.group(1).replace(",", "")));
            }
            kept = Math.max(kept, afterCollection());
            LockSupport.parkNanos(1_000_000_000);
            course = office.page(page + "/course");
        }
        double took = (System.nanoTime() - begun) / 1e9;
        assertThat(course).doesNotContain("没有导入完");
        Taken taken = new Taken(
                page, figure(course, "新增"), figure(course, "更新"), figure(course, "没有变化"), figure(course, "退回"));
        int rows = taken.added + taken.changed + taken.same + taken.bad;
        Processor since = Processor.now(jdbc).since(used, rows / 1e3);
        System.out.printf(
                "import of %s (%.0f MB, %,d rows, %,d of them broken): %.1f s of which %.1f s received, %,.0f rows a second;"
                        + " a thousand rows take %.0f ms of the product's processor and %.0f ms of the database's; %d times"
                        + " told how far; at most %.0f MB kept on a heap of %.0f MB%n",
                table.getFileName(),
                Files.size(table) / 1e6,
                rows,
                taken.bad,
                took,
                received,
                rows / took,
                since.product(),
                since.database(),
                told.size(),
                kept / 1e6,
                Runtime.getRuntime().maxMemory() / 1e6);
        return taken;
    }

    /** What was left by the last collection of garbage. */
    private static long afterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(pool -> pool.getCollectionUsage())
                .filter(usage -> usage != null)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static int figure(String course, String name) {
        Matcher figure =
                Pattern.compile(name + "</dt><dd class=\"num\">([0-9,]+)<").matcher(course);
        assertThat(figure.find()).as(name).isTrue();
        return Integer.parseInt(figure.group(1).replace(",", ""));
    }

    /** The lines that came back. */
    private Set<Integer> reported(SignedIn office, Taken taken) throws Exception {
        return CsvReader.rows(office.page(taken.page + "/report.csv")).stream()
                .skip(1)
                .map(row -> Integer.valueOf(row.cell(0)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The table, copied by the database as it is: no row is looked at. */
    private void copied(Path table) throws Exception {
        jdbc.sql("create table bench_copy (" + String.join(" text, ", ManyObjects.HEADING) + " text)")
                .update();
        long begun = System.nanoTime();
        long rows;
        try (Connection connection = database.getConnection();
                InputStream in = Files.newInputStream(table)) {
            rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench_copy from stdin (format csv, header)", in);
        }
        said("a plain copy of the same rows, without a key, searched by nothing", rows, begun);
        jdbc.sql("drop table bench_copy").update();
    }

    /** What was imported, inserted once more by one statement of the database alone, into a table with the same indexes. */
    private void inserted() {
        jdbc.sql("create table bench_insert (like inspection_object including all)")
                .update();
        long begun = System.nanoTime();
        long rows = jdbc.sql("insert into bench_insert select * from inspection_object")
                .update();
        said("one insert of the same rows, as they are kept and with the same indexes", rows, begun);
        jdbc.sql("drop table bench_insert").update();
    }

    private static void said(String what, long rows, long begun) {
        double took = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%s: %,d in %.1f s, %,.0f a second%n", what, rows, took, rows / took);
    }

    private void exported(SignedIn office) throws Exception {
        Path to = folder.resolve("export.csv");
        long begun = System.nanoTime();
        office.save(REGISTER + "/export.csv", to);
        long lines;
        try (var each = Files.lines(to)) {
            lines = each.count() - 1;
        }
        said("export", lines, begun);
        assertThat(lines).isEqualTo(count());
        begun = System.nanoTime();
        try (Connection connection = database.getConnection();
                OutputStream out = Files.newOutputStream(folder.resolve("copy.csv"))) {
            said(
                    "a plain copy of the same columns to a file",
                    connection.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                            copy (select credit_code, name, trade, region, place, credit_class, risk_marks,
                                         last_inspected, listed from inspection_object order by credit_code)
                              to stdout (format csv)""", out),
                    begun);
        }
    }

    private static double milliseconds(int times, LongSupplier asked) {
        asked.getAsLong();
        double[] took = new double[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            asked.getAsLong();
            took[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(took);
        return took[times / 2];
    }

    private void lists(SignedIn office) throws IOException, InterruptedException {
        System.out.printf(
                "lists of %,d objects over HTTP (p50 / p95): a page %s, one in the middle %s, of a trade, class and region"
                        + " %s, found by a rare name %s, by a frequent word %s, by the begin of a code %s; the bare count"
                        + " %.0f ms%n",
                count(),
                office.milliseconds(REGISTER, TIMES),
                office.milliseconds(REGISTER + "?after=" + Cursor.after(LIST, ManyObjects.code(OBJECTS / 2)), TIMES),
                office.milliseconds(REGISTER + "?trade=H62&creditClass=D&region=411902", TIMES),
                office.milliseconds(REGISTER + "?q=" + encoded("饭庄12345"), TIMES),
                office.milliseconds(REGISTER + "?q=" + encoded("文昌"), TIMES),
                office.milliseconds(
                        REGISTER + "?q=" + ManyObjects.code(OBJECTS / 2).substring(0, 12), TIMES),
                milliseconds(7, this::count));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** After the draw: half of what was drawn is visited, and something found at every fifth. */
    private void overview() throws IOException, InterruptedException {
        jdbc.sql("""
                with done as (update visit set state = 'DONE', lead = 'scjg', concluded_at = now(), summary = ''
                               where id % 2 = 0 and state = 'PLANNED' returning id),
                entry as (insert into visit_entry (id, visit, kind, department, officer, sha256, made_at, received_at)
                     select gen_random_uuid(), i.visit, 'RESULT', i.department, 'inspector.han', repeat('0', 64), now(),
                            now() from done join visit_item i on i.visit = done.id returning id, visit, department)
                insert into visit_result (visit, item, department, kind, finding, points, officer, at, entry)
                select i.visit, i.item, i.department, case when i.visit % 10 = 0 then 'CORRECTION_ORDERED' else 'NO_PROBLEM' end, '', '[]',
                       'inspector.han', now(), e.id
                  from entry e join visit_item i on i.visit = e.visit and i.department = e.department""").update();
        jdbc.sql("analyze visit, visit_item, visit_department, visit_result").update();
        SignedIn reader = new SignedIn(port, "supervisor.zheng");
        System.out.printf(
                "overview of %,d objects and %,d visits, %,d of them made, over HTTP (p50 / p95): %s, as a table %s%n",
                count(),
                jdbc.sql("select count(*) from visit").query(Long.class).single(),
                jdbc.sql("select count(distinct visit) from visit_result")
                        .query(Long.class)
                        .single(),
                reader.milliseconds("/inspection/overview", TIMES),
                reader.milliseconds("/inspection/overview.csv", TIMES));
    }

    private void draw() {
        UserDetails lead = people.loadUserByUsername("market.zhou");
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(lead, null, lead.getAuthorities()));
        LocalDate today = OfficialTime.today(clock);
        String plan = plans.propose(new InspectionPlan.Terms(
                InspectionPlan.Kind.AD_HOC,
                "百万户抽查",
                List.of("SCJG-002"),
                List.of("H62", "F52", "C13", "H61"),
                List.of(),
                List.of(),
                Map.of(CreditClass.A, 50, CreditClass.B, 100, CreditClass.C, 150, CreditClass.D, 200),
                2,
                today,
                LocalDate.of(today.getYear(), 12, 31),
                "量一量"));
        planRows.state(plan, InspectionPlan.State.APPROVED);
        long begun = System.nanoTime();
        transaction.executeWithoutResult(status -> preparation.order(plans.require(plan)));
        double ordered = (System.nanoTime() - begun) / 1e9;
        begun = System.nanoTime();
        draws.goOn();
        double frozen = (System.nanoTime() - begun) / 1e9;
        Sequencing.now(product);
        transaction.executeWithoutResult(status -> draws.begin(plan));
        Sequencing.now(product);
        begun = System.nanoTime();
        draws.goOn();
        System.out.printf(
                "draw in the product: asked for in %.1f s, pools of %,d frozen and announced behind the scenes in %.1f s, %,d visits drawn, kept, published"
                        + " and planned in %.1f s%n",
                ordered,
                draws.of(plan).get(0).objects(),
                frozen,
                draws.of(plan).get(0).visits(),
                (System.nanoTime() - begun) / 1e9);
        assertThat(draws.of(plan).get(0).state()).isEqualTo(DrawState.DRAWN);
    }
}
