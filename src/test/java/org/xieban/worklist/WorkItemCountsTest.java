package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.Lamp;
import org.xieban.directory.SignedInOfficer;

/** What is counted in one go is what each list holds. */
@XiebanTest
class WorkItemCountsTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    WorkItems items;

    @Autowired
    WorkItemCounts numbers;

    @Autowired
    UserDetailsService people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @BeforeEach
    void someWork() throws Exception {
        new CaseCalls(mvc).registered("数得清");
    }

    private SignedInOfficer officer(String login) {
        return (SignedInOfficer) people.loadUserByUsername(login);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clerk.chen", "handler.li", "supervisor.zheng", "analyst.feng"})
    void everyListIsCountedAsItIsRead(String login) {
        SignedInOfficer officer = officer(login);
        transaction.executeWithoutResult(status -> {
            // some of each lamp, put back as they were
            jdbc.sql("""
                    update work_item set lamp = (array['GREEN', 'YELLOW', 'RED', 'PAUSED'])[1 + abs(hashtext(task_id)) % 4],
                           suspended = abs(hashtext(task_id)) % 5 = 0
                     where closed_at is null""").update();
            for (Queue queue : Queue.values()) {
                for (TaskFilter filter : filters(queue, officer)) {
                    WorkItemCounts.Counts counts = numbers.counts(filter, officer);
                    assertThat(counts.total()).isEqualTo(items.count(filter, officer));
                    assertThat(counts.underAnyLamp()).isEqualTo(items.count(filter.under(null), officer));
                    counts.byLamp().forEach((lamp, count) -> assertThat(count)
                            .as(lamp.name())
                            .isEqualTo(items.count(with(filter, lamp, filter.item()), officer)));
                    counts.byItem().forEach(item -> assertThat(item.count())
                            .as(item.code())
                            .isEqualTo(items.count(with(filter, filter.lamp(), item.code()), officer)));
                    counts.byStep().forEach(step -> assertThat(step.count())
                            .as(step.code())
                            .isEqualTo(items.count(atStep(filter, step.code()), officer)));
                }
                if (queue.open()) {
                    assertThat(numbers.waiting(officer, Map.of()).get(queue))
                            .isEqualTo(items.count(TaskFilter.of(queue), officer));
                    assertThat(numbers.waiting(officer, Map.of(queue, 4711L))).containsEntry(queue, 4711L);
                }
            }
            status.setRollbackOnly();
        });
    }

    private List<TaskFilter> filters(Queue queue, SignedInOfficer officer) {
        TaskFilter all = TaskFilter.of(queue);
        List<TaskFilter> filters = new ArrayList<>(List.of(all));
        Arrays.stream(Lamp.values()).map(lamp -> with(all, lamp, null)).forEach(filters::add);
        numbers.counts(all, officer).byItem().stream().limit(2).forEach(item -> {
            filters.add(with(all, null, item.code()));
            filters.add(with(all, Lamp.RED, item.code()));
        });
        return filters;
    }

    private static TaskFilter with(TaskFilter filter, Lamp lamp, String item) {
        return new TaskFilter(filter.queue(), lamp, item, null, null, null, null, null, TaskSort.DUE);
    }

    private static TaskFilter atStep(TaskFilter filter, String step) {
        return new TaskFilter(filter.queue(), filter.lamp(), filter.item(), step, null, null, null, null, TaskSort.DUE);
    }

    @Test
    void whatIsDoneIsNotReadForWhatIsToBeDone() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into work_item
                        (task_id, case_no, title, item_code, item_name, applicant, process_key, step, step_name,
                         candidate_groups, candidates, departments, opened_at, due_at, priority, suspended,
                         closed_at, closed_by, completed, searched)
                    select 'done-' || n, case_no, title, item_code, item_name, applicant, process_key, step, step_name,
                           candidate_groups, candidates, departments, opened_at, due_at, priority, false,
                           opened_at, 'handler.li', true, searched
                      from (select * from work_item limit 1) one, generate_series(1, 20000) n""").update();
            jdbc.sql("analyze work_item").update();
            String plan = String.join("\n", jdbc.sql("""
                            explain select task_id from work_item w
                             where w.closed_at is null and w.assignee is null
                               and (w.candidate_groups && array['spj.clerk'] or 'clerk.chen' = any(w.candidates))
                             order by w.due_order, w.task_id limit 30""").query(String.class).list());
            assertThat(plan).doesNotContain("Seq Scan");
            status.setRollbackOnly();
        });
    }

    /** Kept by the database with each change, whoever makes it. */
    @Test
    void theListsOfTheDatabaseHoldWhatTheWorkItemsSay() {
        transaction.executeWithoutResult(status -> {
            assertThat(wronglyListed()).isEmpty();
            jdbc.sql("""
                    insert into work_item (task_id, case_no, title, item_code, item_name, applicant, process_key, step, step_name,
                           candidate_groups, candidates, departments, opened_at, due_at, lamp, priority, suspended, completed, searched)
                    select 'listed-' || n, case_no, title, item_code, item_name, applicant, process_key, step, step_name,
                           array['spj.clerk', 'spj.handler', 'spj.clerk'], array['clerk.chen', 'handler.li'], array['spj', 'sthj'],
                           opened_at, due_at, lamp, priority, false, false, searched
                      from (select * from work_item where closed_at is null limit 1) w, generate_series(1, 8) n""").update();
            assertThat(wronglyListed()).isEmpty();
            for (String change : List.of(
                    "assignee = 'clerk.chen' where task_id in ('listed-1', 'listed-2')",
                    "assignee = null where task_id = 'listed-1'",
                    "lamp = 'RED', due_at = due_at - interval '9 days' where task_id = 'listed-3'",
                    "suspended = true where task_id like 'listed-%'",
                    "closed_at = now(), closed_by = 'clerk.chen', completed = true where task_id in ('listed-4', 'listed-5')",
                    "closed_at = null, closed_by = null, completed = false where task_id = 'listed-5'",
                    "candidate_groups = '{}', departments = '{scjg}' where task_id = 'listed-6'",
                    "title = 'x' where task_id = 'listed-7'")) {
                jdbc.sql("update work_item set " + change).update();
                assertThat(wronglyListed()).as(change).isEmpty();
            }
            jdbc.sql("delete from work_item where task_id = 'listed-8'").update();
            assertThat(wronglyListed()).isEmpty();
            status.setRollbackOnly();
        });
    }

    private List<String> wronglyListed() {
        return jdbc.sql("""
                with said as (
                    select distinct l.list, w.due_order, w.task_id, case when w.suspended then 'PAUSED' else w.lamp end as lamp, w.item_code, w.step
                      from work_item w, lateral (
                           select 'mine ' || w.assignee as list where w.assignee is not null
                           union all select 'group ' || unnest(w.candidate_groups) where w.assignee is null
                           union all select 'named ' || unnest(w.candidates) where w.assignee is null
                           union all select 'department ' || unnest(w.departments)) l
                     where w.closed_at is null)
                (select 'missing ' || said::text from said except select 'missing ' || l::text from work_item_list l)
                union all
                (select 'left ' || l::text from work_item_list l except select 'left ' || said::text from said)""").query(String.class).list();
    }
}
