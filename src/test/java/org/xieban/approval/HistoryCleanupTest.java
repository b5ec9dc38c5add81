package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.ledger.Tampering;

/** When the engine has cleaned its history up, the record of a case and what proves it are as they were. */
@XiebanTest
class HistoryCleanupTest {

    @Autowired
    Office office;

    @Autowired
    HistoryService history;

    @Autowired
    ManagementService jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tampering ledger;

    @Autowired
    MockMvc mvc;

    @Autowired
    UserDetailsService people;

    private String seen(String path, String caseNo) throws Exception {
        return mvc.perform(get(path, caseNo).with(user(people.loadUserByUsername(Office.HANDLER))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private long instances(String caseNo) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .count();
    }

    @Test
    void theRecordLivesOnWithTheNamesOfItsSteps() throws Exception {
        String caseNo = office.register("food-business-licence");
        office.ordinaryToTheEnd(caseNo);
        ledger.sequence();
        String record = seen("/api/v1/cases/{no}/timeline", caseNo);
        String receipt = seen("/api/v1/cases/{no}/receipt", caseNo);
        assertThat(record).contains("审查申请材料");
        assertThat(instances(caseNo)).isPositive();

        cleanUp(caseNo);

        assertThat(instances(caseNo)).isZero();
        assertThat(seen("/api/v1/cases/{no}/timeline", caseNo)).isEqualTo(record);
        assertThat(seen("/api/v1/cases/{no}/receipt", caseNo)).isEqualTo(receipt);
        assertThat(seen("/cases/{no}", caseNo)).contains(caseNo);
        assertThat(seen("/ledger/cases/{no}", caseNo)).contains("审查申请材料", "登记办件");
    }

    /** As the engine does it every night, for this case alone: its time to live is over. */
    private void cleanUp(String caseNo) {
        int ended = jdbc.sql("update act_hi_procinst set end_time_ = timestamp '2010-01-01' where business_key_ = ?")
                .param(caseNo)
                .update();
        assertThat(ended).isPositive();
        history.cleanUpHistoryAsync(true);
        for (int rounds = 0; instances(caseNo) > 0; rounds++) {
            assertThat(rounds).isLessThan(20);
            history.findHistoryCleanupJobs().stream().map(Job::getId).forEach(this::execute);
        }
    }

    private void execute(String job) {
        try {
            jobs.executeJob(job);
        } catch (OptimisticLockingException e) {
            // the engine is at it itself
        }
    }
}
