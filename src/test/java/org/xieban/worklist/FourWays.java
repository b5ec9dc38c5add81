package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.casefile.CaseCalls;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/**
 * What waits for one person, asked in four ways: of our lists, of SQL by hand over the same table, of Camunda's query in
 * this JVM and over its REST interface; each gives a page's ids and how many there are in all.
 */
final class FourWays {

    /** Those of the person to which tasks are offered: a role wherever it is held is offered none. */
    static final List<String> GROUPS = ManyCases.GROUPS.subList(0, 5);

    private static final int PAGE = WorklistBench.PAGE;

    private final JdbcClient jdbc;
    private final WorkItems items;
    private final TaskService engineTasks;
    private final IdentityService identities;
    private final int port;
    private final SignedInOfficer person;

    FourWays(
            JdbcClient jdbc,
            WorkItems items,
            TaskService engineTasks,
            IdentityService identities,
            int port,
            SignedInOfficer person) {
        this.jdbc = jdbc;
        this.items = items;
        this.engineTasks = engineTasks;
        this.identities = identities;
        this.port = port;
        this.person = person;
    }

    record Answer(List<String> ids, long total) {}

    Answer ours(@Nullable String query, @Nullable String after) {
        TaskFilter filter = new TaskFilter(Queue.GROUP, null, null, null, null, null, null, query, TaskSort.DUE);
        Listing<WorkItem> page = items.list(filter, person, PageRequest.of(filter.listName(), after, PAGE));
        return new Answer(page.items().stream().map(WorkItem::taskId).toList(), page.total());
    }

    Answer floor(@Nullable String query, @Nullable WorkItem after) {
        if (query != null) {
            AtomicLong total = new AtomicLong();
            List<String> ids = sql("select " + WorkItemRows.COLUMNS + """
                            , count(*) over () as total from work_item w
                             where w.task_id = any(array(select task_id from work_item_list where list = any(:lists)))
                               and position(:query in w.searched) > 0
                             order by due_order, task_id limit\s""" + PAGE, query, null)
                    .query((row, number) -> {
                        total.set(row.getLong("total"));
                        return WorkItemRows.item(row).taskId();
                    })
                    .list();
            return new Answer(ids, total.get());
        }
        String behind = after == null ? "" : " and (l.due_order, l.task_id) > (:due, :id)";
        return new Answer(
                ids(sql("""
                        with first as (
                            select l.due_order, l.task_id from unnest(cast(:lists as text[])) names (name), lateral (
                                select l.due_order, l.task_id from work_item_list l where l.list = name%s
                                 order by l.due_order, l.task_id limit 20) l
                             group by 1, 2 order by 1, 2 limit 20)
                        select %s from first join work_item w on w.task_id = first.task_id
                         order by first.due_order, first.task_id""".formatted(behind, WorkItemRows.COLUMNS), null, after)),
                sql(
                                "select count(*) from (select distinct task_id from work_item_list where list = any(:lists)) l",
                                null,
                                null)
                        .query(Long.class)
                        .single());
    }

    private String[] lists() {
        return Stream.concat(
                        Stream.of("named " + person.login()), GROUPS.stream().map(group -> "group " + group))
                .toArray(String[]::new);
    }

    private static List<String> ids(JdbcClient.StatementSpec statement) {
        return statement.query((row, number) -> WorkItemRows.item(row).taskId()).list();
    }

    /** How many are under each lamp, of each item and at each step, as the page of a list says. */
    List<Map<String, Object>> floorOfLamps() {
        return sql(
                        "select lamp, item_code, step, count(*) from (select distinct task_id, lamp, item_code, step"
                                + " from work_item_list where list = any(:lists)) l group by 1, 2, 3",
                        null,
                        null)
                .query()
                .listOfRows();
    }

    JdbcClient.StatementSpec sql(String sql, @Nullable String query, @Nullable WorkItem after) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql).param("lists", lists());
        if (query != null) {
            statement = statement.param("query", query);
        }
        return after == null
                ? statement
                : statement.param("due", OfficialTime.ofNullable(after.dueAt())).param("id", after.taskId());
    }

    Answer engine(@Nullable String query) {
        return engine(query, 0);
    }

    Answer engine(@Nullable String query, int first) {
        return asPerson(() -> new Answer(
                waiting(query).orderByDueDate().asc().orderByTaskId().asc().listPage(first, PAGE).stream()
                        .map(Task::getId)
                        .toList(),
                waiting(query).count()));
    }

    <T> T asPerson(java.util.function.Supplier<T> work) {
        identities.setAuthentication(person.login(), List.copyOf(person.groups()));
        try {
            return work.get();
        } finally {
            identities.clearAuthentication();
        }
    }

    TaskQuery waiting(@Nullable String query) {
        TaskQuery waiting = engineTasks.createTaskQuery().taskCandidateGroupIn(GROUPS);
        return query == null ? waiting : waiting.processVariableValueLike("title", "%" + query + "%");
    }

    Answer rest(@Nullable String query) {
        return rest(query, 0);
    }

    Answer rest(@Nullable String query, int first) {
        String asked = "\"candidateGroups\": [\"" + String.join("\", \"", GROUPS) + "\"]"
                + (query == null
                        ? ""
                        : ", \"processVariables\": [{\"name\": \"title\", \"operator\": \"like\", \"value\": \"%"
                                + query + "%\"}]");
        List<String> ids = new ArrayList<>();
        http(
                        "/engine-rest/task?firstResult=" + first + "&maxResults=" + PAGE,
                        "{" + asked
                                + ", \"sorting\": [{\"sortBy\": \"dueDate\", \"sortOrder\": \"asc\"}, {\"sortBy\": \"id\", \"sortOrder\": \"asc\"}]}")
                .forEach(each -> ids.add(each.get("id").asText()));
        return new Answer(
                ids,
                http("/engine-rest/task/count", "{" + asked + "}").get("count").asLong());
    }

    /** How many are due before or after so many days from now. */
    long restCount(String due, int days) {
        String at = OffsetDateTime.now(OfficialTime.ZONE)
                .plusDays(days)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx"));
        return http(
                        "/engine-rest/task/count",
                        "{\"candidateGroups\": [\"" + String.join("\", \"", GROUPS) + "\"], \"" + due + "\": \"" + at
                                + "\"}")
                .get("count")
                .asLong();
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    JsonNode http(String path, @Nullable String body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .header("Content-Type", "application/json")
                    .header(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString((person.login() + ":" + CaseCalls.PASSWORD)
                                                    .getBytes(StandardCharsets.UTF_8)));
            if (body != null) {
                request.POST(HttpRequest.BodyPublishers.ofString(body));
            }
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return json.readTree(answer.body());
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }
}
