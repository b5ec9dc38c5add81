package org.xieban.worklist;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.trace.OfficialTime;

/**
 * As many cases as a city has after years, each a copy of one that the product itself has registered, made by {@code
 * insert … select} from every row that the engine and the product wrote for it.
 *
 * <p>A copy has the columns of its pattern but for the end of each id of the engine's (a UUID, whose last twelve digits
 * become the copy's number), the number of the case, and what must differ for a list to be one: item, applicant, group,
 * holder, due date, lamp, state. An open copy is an instance waiting at its first task, with its executions, event
 * subscriptions, job, candidate links and their grants, eight variables, its history, its clocks and its work item. A finished
 * one is what is left of such an instance: the process, the task, eight variables in history, its clocks, its case and its
 * work item. Left out is what no measured query reads: the history of single activities, of changed variables and of
 * links, and what was entered into forms.
 */
final class ManyCases {

    /** Five groups of one person, then those of fifteen departments of which he is none. */
    static final List<String> GROUPS = Stream.concat(
                    Stream.of("spj", "spj.handler", "spj.analyst", "spj.clerk", "spj.section-head"),
                    IntStream.rangeClosed(1, 15).boxed().flatMap(n -> Stream.of("d%02d", "d%02d.handler", "d%02d.clerk")
                            .map(group -> group.formatted(n))))
            .toList();

    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹";
    private static final String GIVEN =
            "晓明丽华建国志强文军海燕春梅秀英俊杰雪琴玉兰振东思远佳怡子涵宇轩浩然欣妍博学雅静" + "立新永康德厚光辉红霞桂芳美玲凤英淑珍金龙铁生长江卫东爱民和平胜利新民忠义仁礼智信诚朴";

    private static final List<String> ITEMS = List.of(
            "food-business-licence·食品经营许可",
            "drug-retail-licence·药品零售企业许可",
            "construction-permit·建筑工程施工许可",
            "fire-safety-check·公众聚集场所投入使用营业前消防安全检查",
            "eia-form·建设项目环境影响报告表审批",
            "old-age-allowance·高龄津贴申领",
            "individual-business-change·个体工商户变更登记",
            "social-insurance-registration·社会保险登记",
            "housing-eligibility·公共租赁住房保障资格确认",
            "special-working-hours-approval·企业实行不定时工作制审批",
            "medical-institution-licence·医疗机构执业登记",
            "road-transport-licence·道路货运经营许可");

    private static final String HANDS = """
            case when abs(hashint4(n + 7)) % 20 = 0
                 then case when n % 50 < 5 and abs(hashint4(n + 8)) % 10 = 0 then 'bench.li' else 'bench.' || n % 500 end end""";
    private static final String DUE =
            "cast(:now as timestamptz) + make_interval(secs => abs(hashint4(n + 1)) % 2592000 - 864000 + n / 1e6)";
    private static final String BEGUN =
            "cast(:now as timestamptz) - make_interval(secs => 864000 + abs(hashint4(n + 2)) % 1728000)";
    private static final String ENDED =
            "cast(:now as timestamptz) - make_interval(secs => abs(hashint4(n + 3)) % 94608000 + n / 1e6)";
    private static final String ITEM = "(cast(:items as text[]))[1 + n % " + ITEMS.size() + "]";
    private static final String NAME =
            "substr(:surnames, 1 + abs(hashint4(n + 4)) % 30, 1) || substr(:given, 1 + abs(hashint4(n + 5)) % 78, 1)"
                    + " || substr(:given, 1 + abs(hashint4(n + 6)) % 78, 1)";
    private static final String MASKED = "left(" + NAME + ", 1) || '*' || right(" + NAME + ", 1)";
    private static final String DEPARTMENT = "split_part((cast(:groups as text[]))[1 + n % 50], '.', 1)";

    static final int OPEN = Integer.getInteger("xieban.bench.open", 100_000);
    static final int FINISHED = Integer.getInteger("xieban.bench.finished", 1_000_000);

    private final JdbcClient jdbc;

    ManyCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** So many of each; indexes of the larger tables are made again behind the rows, as after a restore. */
    void fill(String open, String waiting, int numberOpen, String finished, String done, int numberFinished) {
        List<String> indexes = jdbc.sql("""
                        select indexdef from pg_indexes
                         where schemaname = 'public' and tablename in ('act_hi_varinst', 'act_hi_taskinst', 'act_hi_procinst', 'case_file')
                           and indexdef not like 'CREATE UNIQUE%'""").query(String.class).list();
        jdbc.sql("""
                do $$ declare i record; begin
                    for i in select indexname from pg_indexes
                              where schemaname = 'public' and tablename in ('act_hi_varinst', 'act_hi_taskinst', 'act_hi_procinst', 'case_file')
                                and indexdef not like 'CREATE UNIQUE%' loop
                        execute 'drop index ' || i.indexname;
                    end loop;
                end $$""").update();
        open(open, waiting, numberOpen);
        finished(finished, done, numberOpen + 1, numberOpen + numberFinished);
        jdbc.sql("alter database postgres set maintenance_work_mem = '1GB'").update();
        long begun = System.nanoTime();
        indexes.forEach(index -> jdbc.sql(index).update());
        System.out.printf("  indexes %.1f s%n", (System.nanoTime() - begun) / 1e9);
        begun = System.nanoTime();
        jdbc.sql("vacuum analyze").update();
        System.out.printf("  vacuum %.1f s%n", (System.nanoTime() - begun) / 1e9);
    }

    /** Copies of an open case that waits at a task, numbered up to the last. */
    private void open(String caseNo, String taskId, int last) {
        String instance = instance(taskId);
        String ofInstance = " = '" + instance + "'";
        Map<String, String> none = Map.of();
        copy("case_file", "number = '" + caseNo + "'", 1, last, cases("'REGISTERED'", "null", BEGUN));
        departments(1, last);
        copy("act_ru_execution", "proc_inst_id_" + ofInstance, 1, last, none);
        copy(
                "act_ru_task",
                "id_ = '" + taskId + "'",
                1,
                last,
                Map.of("assignee_", HANDS, "due_date_", local(DUE), "create_time_", local(BEGUN)));
        copy(
                "act_ru_identitylink",
                "task_id_ = '" + taskId + "' and group_id_ is not null",
                1,
                last,
                Map.of("group_id_", group()));
        copy(
                "act_ru_authorization",
                "resource_id_ = '" + taskId + "' and group_id_ is not null",
                1,
                last,
                Map.of("group_id_", group()));
        copy("act_ru_event_subscr", "proc_inst_id_" + ofInstance, 1, last, none);
        String variables = "proc_inst_id_" + ofInstance
                + " and bytearray_id_ is null and name_ in (select name_ from act_ru_variable" + " where proc_inst_id_"
                + ofInstance + " and bytearray_id_ is null order by name_ = 'title' desc, name_ limit 8)";
        copy("act_ru_variable", variables, 1, last, title("text_", "name_"));
        copy("act_hi_procinst", "proc_inst_id_" + ofInstance, 1, last, Map.of("start_time_", local(BEGUN)));
        copy(
                "act_hi_taskinst",
                "id_ = '" + taskId + "'",
                1,
                last,
                Map.of("assignee_", HANDS, "due_date_", local(DUE), "start_time_", local(BEGUN)));
        copy("act_hi_varinst", variables, 1, last, title("text_", "name_"));
        copy(
                "clock",
                "case_no = '" + caseNo + "'",
                1,
                last,
                Map.of(
                        "due_at",
                        DUE,
                        "yellow_at",
                        DUE + " - interval '2 days'",
                        "started_at",
                        BEGUN,
                        "next_change_at",
                        "null"));
        Map<String, String> item = new java.util.HashMap<>(items());
        item.put("assignee", HANDS);
        item.put("due_at", DUE);
        item.put("opened_at", BEGUN);
        item.put(
                "lamp",
                "case when n % 33 = 0 then 'PAUSED' when " + DUE + " < :now then 'RED' when " + DUE
                        + " < cast(:now as timestamptz) + interval '2 days' then 'YELLOW' else 'GREEN' end");
        copy("work_item", "task_id = '" + taskId + "'", 1, last, item);
    }

    /** Copies of a case whose task was done, numbered behind the first. */
    private void finished(String caseNo, String taskId, int first, int last) {
        String instance = instance(taskId);
        String ofInstance = " = '" + instance + "'";
        copy(
                "case_file",
                "number = '" + caseNo + "'",
                first,
                last,
                cases("'CLOSED'", ENDED, ENDED + " - interval '9 days'"));
        departments(first, last);
        copy(
                "act_hi_procinst",
                "proc_inst_id_" + ofInstance,
                first,
                last,
                Map.of(
                        "start_time_",
                        local(ENDED) + " - interval '9 days'",
                        "end_time_",
                        local(ENDED),
                        "state_",
                        "'COMPLETED'"));
        copy(
                "act_hi_taskinst",
                "id_ = '" + taskId + "'",
                first,
                last,
                Map.of("end_time_", local(ENDED), "start_time_", local(ENDED) + " - interval '2 days'"));
        copy(
                "act_hi_varinst",
                "proc_inst_id_" + ofInstance
                        + " and bytearray_id_ is null and name_ in (select name_ from act_hi_varinst where proc_inst_id_"
                        + ofInstance + " and bytearray_id_ is null order by name_ = 'title' desc, name_ limit 8)",
                first,
                last,
                title("text_", "name_"));
        copy(
                "clock",
                "case_no = '" + caseNo + "'",
                first,
                last,
                Map.of(
                        "due_at",
                        ENDED,
                        "yellow_at",
                        ENDED + " - interval '2 days'",
                        "started_at",
                        ENDED + " - interval '9 days'",
                        "next_change_at",
                        "null",
                        "ended_at",
                        ENDED,
                        "outcome",
                        "'MET'",
                        "paused",
                        "false"));
        Map<String, String> item = new java.util.HashMap<>(items());
        item.put("closed_at", ENDED);
        item.put("opened_at", ENDED + " - interval '2 days'");
        String officer = "case when n % 2000 = 0 then 'bench.li' else 'bench.' || n % 500 end";
        item.put("assignee", officer);
        item.put("closed_by", officer);
        copy("work_item", "task_id = '" + taskId + "'", first, last, item);
    }

    private String instance(String taskId) {
        return jdbc.sql("select proc_inst_id_ from act_hi_taskinst where id_ = :task")
                .param("task", taskId)
                .query(String.class)
                .single();
    }

    private static String local(String instant) {
        return "cast(" + instant + " as timestamp)";
    }

    private static String group() {
        return "(cast(:groups as text[]))[1 + n % 50]";
    }

    private static Map<String, String> title(String column, String name) {
        return Map.of(column, "case when " + name + " = 'title' then " + titled() + " else p." + column + " end");
    }

    private static String titled() {
        return "split_part(" + ITEM + ", '·', 2) || ' · ' || " + MASKED;
    }

    private static Map<String, String> items() {
        return Map.of(
                "searched", searched(),
                "item_code", "split_part(" + ITEM + ", '·', 1)",
                "item_name", "split_part(" + ITEM + ", '·', 2)",
                "title", titled(),
                "applicant", MASKED,
                "candidate_groups", "array[" + group() + "]",
                "departments", "array[" + DEPARTMENT + "]");
    }

    private static String searched() {
        return "lower('BENCH-' || lpad(n::text, 8, '0')) || E'\\n' || split_part(" + ITEM
                + ", '·', 2) || E'\\n' || split_part(" + ITEM + ", '·', 1) || E'\\n' || " + NAME;
    }

    private static Map<String, String> cases(String state, String closed, String registered) {
        String searched = searched();
        Map<String, String> columns = new java.util.HashMap<>(Map.of(
                "item_code", "split_part(" + ITEM + ", '·', 1)",
                "item_name", "split_part(" + ITEM + ", '·', 2)",
                "title", titled(),
                "applicant_name", NAME,
                "lead_department", DEPARTMENT,
                "state",
                        "case when " + state
                                + " = 'REGISTERED' then (array['REGISTERED', 'ACCEPTED', 'IN_REVIEW'])[1 + n % 3] else "
                                + "(array['CLOSED', 'CLOSED', 'CLOSED', 'REFUSED', 'WITHDRAWN'])[1 + n % 5] end",
                "closed_at", closed,
                "registered_at", registered,
                "searched", searched));
        // those of item and name are made once for each item and joined: a number's are made for each
        columns.put(
                "grams",
                "(select array_agg(distinct substr(w, i, l)) from unnest(regexp_split_to_array(" + searched
                        + ", '\\s+')) w, generate_series(1, length(w)) i, generate_series(1, 2) l where i + l - 1 <= length(w))");
        columns.put("granted", "null");
        columns.put("decided_at", "null");
        columns.put("decision", "null");
        return columns;
    }

    private void departments(int first, int last) {
        sql("""
                insert into case_department (case_no, department, since, how)
                select 'BENCH-' || lpad(n::text, 8, '0'), department, :now, 'REGISTERED'
                  from generate_series(:first, :last) n, lateral (values ('spj'), (%s)) d (department)
                on conflict do nothing""".formatted(DEPARTMENT), first, last);
    }

    private void copy(String table, String pattern, int first, int last, Map<String, String> different) {
        List<String> columns =
                jdbc.sql("""
                        select column_name from information_schema.columns
                         where table_schema = 'public' and table_name = :table and is_generated = 'NEVER' and is_identity = 'NO'
                         order by ordinal_position""").param("table", table).query(String.class).list();
        String values = columns.stream()
                .map(column -> different.getOrDefault(column, value(column)))
                .collect(Collectors.joining(", "));
        long begun = System.nanoTime();
        sql(
                "insert into " + table + " (" + String.join(", ", columns) + ") select " + values
                        + " from (select * from " + table + " where " + pattern
                        + ") p, generate_series(:first, :last) n",
                first,
                last);
        System.out.printf("  %s %.1f s%n", table, (System.nanoTime() - begun) / 1e9);
    }

    private static String value(String column) {
        return switch (column) {
            case "business_key_", "case_no", "number" -> "'BENCH-' || lpad(n::text, 8, '0')";
            case "id_",
                    "execution_id_",
                    "proc_inst_id_",
                    "root_proc_inst_id_",
                    "parent_id_",
                    "act_inst_id_",
                    "task_id_",
                    "task_id",
                    "var_scope_",
                    "resource_id_" -> "left(p.%1$s, length(p.%1$s) - 12) || lpad(to_hex(n), 12, '0')".formatted(column);
            default -> "p." + column;
        };
    }

    private void sql(String sql, int first, int last) {
        jdbc.sql(sql)
                .param("first", first)
                .param("last", last)
                .param(
                        "now",
                        OfficialTime.ofNullable(java.time.Instant.ofEpochSecond(
                                java.time.Instant.now().getEpochSecond())))
                .param("groups", GROUPS.toArray(String[]::new))
                .param("items", ITEMS.toArray(String[]::new))
                .param("surnames", SURNAMES)
                .param("given", GIVEN)
                .update();
    }
}
