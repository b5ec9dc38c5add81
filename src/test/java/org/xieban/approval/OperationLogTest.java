package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.XiebanTest;

/**
 * The engine's own logs of operations and of who a task is for tell of what was done to the engine past the product, and of
 * nothing else.
 */
@XiebanTest
class OperationLogTest {

    @Autowired
    private Office office;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private TaskService tasks;

    private long logged(String instance) {
        return history.createUserOperationLogQuery().processInstanceId(instance).count();
    }

    private String examined() {
        String caseNo = office.register("food-business-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
    }

    @Test
    void operationsAreThoseOfOperatorsOnly() {
        String instance = examined();
        assertThat(logged(instance)).as("what the record says already").isZero();
        runtime.suspendProcessInstanceById(instance);
        assertThat(logged(instance)).as("as Cockpit does").isEqualTo(1);
        runtime.activateProcessInstanceById(instance);
    }

    @Test
    void whoATaskIsForIsWhatOperatorsSay() {
        String task = tasks.createTaskQuery()
                .processInstanceId(examined())
                .singleResult()
                .getId();
        var links = history.createHistoricIdentityLinkLogQuery().taskId(task);
        assertThat(links.count()).as("what its work item says already").isZero();
        tasks.addCandidateUser(task, "handler.li");
        assertThat(links.count()).as("as Cockpit does").isEqualTo(1);
        tasks.deleteCandidateUser(task, "handler.li");
    }
}
