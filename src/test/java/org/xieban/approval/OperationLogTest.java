package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.XiebanTest;

/** The engine's own log of operations tells of what was done to the engine past the product, and of nothing else. */
@XiebanTest
class OperationLogTest {

    @Autowired
    private Office office;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    private long logged(String instance) {
        return history.createUserOperationLogQuery().processInstanceId(instance).count();
    }

    @Test
    void itTellsOfOperatorsOnly() {
        String caseNo = office.register("food-business-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
        assertThat(logged(instance)).as("what the record says already").isZero();
        runtime.suspendProcessInstanceById(instance);
        assertThat(logged(instance)).as("as Cockpit does").isEqualTo(1);
        runtime.activateProcessInstanceById(instance);
    }
}
