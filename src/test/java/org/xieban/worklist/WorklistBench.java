package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.xieban.XiebanTest;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/**
 * How fast lists are with 100,000 open tasks in fifty groups and 1,000,000 finished, of {@link ManyCases}, for a person in
 * five of the groups and while others write twenty times a second: ours, Camunda's query in the same JVM and over its REST
 * interface, and SQL written by hand over the same table, which is the least that it can take. What is asked is the same
 * of each, a page with how many there are in all, as somebody whose rights are asked for. The machine's noise takes all
 * alike, so that the ratios count.
 */
@XiebanTest
@TestPropertySource(properties = {"xieban.data-temporary=false", ManyCasesOnce.DATA})
@Tag("bench")
class WorklistBench {

    static final int PAGE = 20;
    private static final int DEEP = ManyCases.OPEN == 100_000 ? 450 : ManyCases.OPEN / 300;
    static final String PERSON = "bench.li";
    static final String WORDS = "药品";
    private static final int WRITES = 20;
    private static final int USERS = 20;
    private static final double MOST_SECONDS = 8;
    private static final int MOST = 200;
    private static final int LEAST = 3;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TasksOfCases tasks;

    @Autowired
    ManyCasesOnce many;

    @Autowired
    TaskService engineTasks;

    @Autowired
    IdentityService identities;

    @Autowired
    TaskOperations operations;

    @Autowired
    WorkItems items;

    @Autowired
    WorkItemCounts numbers;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private SignedInOfficer person;
    private FourWays ways;

    private interface Work {
        Object of() throws Exception;
    }

    /** Milliseconds. */
    record Times(double p50, double p95, int number) {
        @Override
        public String toString() {
            return "%.2f / %.2f".formatted(p50, p95);
        }
    }

    @Test
    void listsOfAnySize() throws Exception {
        many.fill();
        person = tasks.signedIn(PERSON);
        ways = new FourWays(jdbc, items, engineTasks, identities, port, person);
        assertThat(person.groups()).containsAll(FourWays.GROUPS);
        assertThat(ways.ours(null, null))
                .isEqualTo(ways.floor(null, null))
                .isEqualTo(ways.engine(null))
                .isEqualTo(ways.rest(null));
        try (SteadyWriter writer = new SteadyWriter(jdbc, tasks, operations, WRITES)) {
            compare();
            ManyUsers users = new ManyUsers(port, USERS);
            users.at(50, 0);
            System.out.printf(
                    "the page of a list, %d users each once a second: %s ms; each as soon as it has the last: %s ms%n",
                    USERS, users.at(20, 1000), users.at(50, 0));
            System.out.printf("beside it %.1f writes a second%n", writer.perSecond());
        }
    }

    private void compare() throws Exception {
        String cursor = null;
        WorkItem last = null;
        for (int rows = 0; rows < (DEEP - 1) * PAGE; rows += PAGE) {
            Listing<WorkItem> page =
                    items.list(TaskFilter.of(Queue.GROUP), person, PageRequest.of("tasks/group/due", cursor, PAGE), 0);
            cursor = page.next();
            last = page.items().get(page.items().size() - 1);
        }
        String after = cursor;
        WorkItem behind = last;
        int first = (DEEP - 1) * PAGE;
        System.out.printf("%nmilliseconds, p50 / p95 | ours | over HTTP | by hand | TaskQuery | /engine-rest/task%n");
        row(
                "first page",
                () -> ways.ours(null, null),
                () -> ways.http("/api/v1/tasks?queue=group&size=" + PAGE, null),
                () -> ways.floor(null, null),
                () -> ways.engine(null),
                () -> ways.rest(null));
        row(
                "page " + DEEP,
                () -> ways.ours(null, after),
                () -> ways.http("/api/v1/tasks?queue=group&size=" + PAGE + "&after=" + after, null),
                () -> ways.floor(null, behind),
                () -> ways.engine(null, first),
                () -> ways.rest(null, first));
        row(
                "count per lamp",
                () -> numbers.counts(TaskFilter.of(Queue.GROUP), person),
                () -> ways.http("/api/v1/tasks?queue=group&lamp=RED&size=1", null),
                ways::floorOfLamps,
                () -> ways.asPerson(() -> {
                    Date now = Date.from(clock.instant());
                    Date soon = Date.from(clock.instant().plusSeconds(172_800));
                    return List.of(
                            ways.waiting(null).dueBefore(now).count(),
                            ways.waiting(null).dueAfter(now).dueBefore(soon).count(),
                            ways.waiting(null).dueAfter(soon).count());
                }),
                () -> List.of(
                        ways.restCount("dueBefore", 0), ways.restCount("dueAfter", 0), ways.restCount("dueAfter", 2)));
        row(
                "search of two characters",
                () -> ways.ours(WORDS, null),
                () -> ways.http(
                        "/api/v1/tasks?queue=group&q=" + java.net.URLEncoder.encode(WORDS, StandardCharsets.UTF_8)
                                + "&size=" + PAGE,
                        null),
                () -> ways.floor(WORDS, null),
                () -> ways.engine(WORDS),
                () -> ways.rest(WORDS));
    }

    /** The ways in turns; one that is slow is not asked so often. */
    private void row(String name, Work... asked) throws Exception {
        List<List<Double>> times = new ArrayList<>();
        double[] spent = new double[asked.length];
        for (Work way : asked) {
            times.add(new ArrayList<>());
        }
        for (int round = 0; round < MOST; round++) {
            for (int way = 0; way < asked.length; way++) {
                if (round < LEAST || spent[way] < MOST_SECONDS * 1e3) {
                    long begun = System.nanoTime();
                    asked[way].of();
                    double millis = (System.nanoTime() - begun) / 1e6;
                    times.get(way).add(millis);
                    spent[way] += millis;
                }
            }
        }
        List<Times> all = times.stream().map(WorklistBench::times).toList();
        System.out.printf(
                "%-24s | %s | %s | %s | %s | %s | %.1f x by hand, /engine-rest %.0f x ours over HTTP, %.0f x ours%n",
                name,
                all.get(0),
                all.get(1),
                all.get(2),
                all.get(3),
                all.get(4),
                all.get(0).p50 / all.get(2).p50,
                all.get(4).p50 / all.get(1).p50,
                all.get(4).p50 / all.get(0).p50);
    }

    static Times times(List<Double> millis) {
        // the first of them load classes and make plans
        List<Double> sorted = millis.subList(millis.size() / 10, millis.size()).stream()
                .sorted()
                .toList();
        return new Times(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100), sorted.size());
    }
}
