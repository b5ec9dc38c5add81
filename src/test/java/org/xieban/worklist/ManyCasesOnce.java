package org.xieban.worklist;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.approval.OrdinaryAnswers;
import org.xieban.casefile.CaseCalls;

/**
 * Makes {@link ManyCases} once for all who measure on one database; a folder named by {@code -Dxieban.bench.data} is kept
 * and measured again without being filled again.
 */
@Component
@Lazy
final class ManyCasesOnce {

    /** Where those who measure keep their database: one folder, so that they share it. */
    static final String DATA = "xieban.data=${xieban.bench.data:target/test-data/worklist-${random.uuid}}";

    private final JdbcClient jdbc;
    private final TasksOfCases tasks;
    private final RuntimeService runtime;
    private boolean filled;

    ManyCasesOnce(JdbcClient jdbc, TasksOfCases tasks, RuntimeService runtime) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.runtime = runtime;
    }

    void fill() throws Exception {
        if (filled) {
            return;
        }
        filled = true;
        if (jdbc.sql("select exists (select from officer where login = :login)")
                .param("login", WorklistBench.PERSON)
                .query(Boolean.class)
                .single()) {
            return;
        }
        long begun = System.nanoTime();
        jdbc.sql("""
                    with o as (
                        insert into officer (login, name, enabled, password, password_changed_at, created_at)
                        select :login, '李办', true, password, password_changed_at, created_at from officer where login = 'handler.li'
                        returning id),
                    p as (insert into post (officer, department, title, main) select id, 'spj', '经办', true from o returning id)
                    insert into post_role (post, role) select id, role from p, unnest(array['HANDLER', 'ANALYST', 'CLERK', 'SECTION_HEAD']) role""").param("login", WorklistBench.PERSON).update();
        String open = tasks.calls().registered("张晓明");
        runtime.setVariable(
                runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(open)
                        .singleResult()
                        .getId(),
                "title",
                "");
        String finished = tasks.calls().registered("张晓明");
        runtime.setVariable(
                runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(finished)
                        .singleResult()
                        .getId(),
                "title",
                "");
        String done = tasks.task(finished);
        tasks.handInEverything(finished);
        tasks.calls()
                .post(
                        CaseCalls.CLERK,
                        "/tasks/" + done + "/complete",
                        new ObjectMapper()
                                .writeValueAsString(Map.of("variables", OrdinaryAnswers.to(TasksOfCases.REVIEW))));
        new ManyCases(jdbc).fill(open, tasks.task(open), ManyCases.OPEN, finished, done, ManyCases.FINISHED);
        System.out.printf(
                "%d open tasks in %d groups, %d finished, %s on disk, made in %.0f s%n",
                ManyCases.OPEN,
                ManyCases.GROUPS.size(),
                ManyCases.FINISHED,
                jdbc.sql("select pg_size_pretty(pg_database_size(current_database()))")
                        .query(String.class)
                        .single(),
                (System.nanoTime() - begun) / 1e9);
    }
}
