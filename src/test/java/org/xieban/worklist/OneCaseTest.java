package org.xieban.worklist;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.casefile.CaseCalls;

/** A case whose materials are to be reviewed, before each test, and what work lists and the record say of it. */
abstract class OneCaseTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TasksOfCases tasks;

    private final String applicant;
    CaseCalls calls;
    String caseNo;
    String task;

    /** @param applicant no other test's, so that a list can be asked for his cases alone */
    OneCaseTest(String applicant) {
        this.applicant = applicant;
    }

    @BeforeEach
    void aCaseWhoseMaterialsAreToBeReviewed() throws Exception {
        calls = tasks.calls();
        caseNo = calls.registered(applicant);
        task = tasks.task(caseNo);
    }

    /** How many tasks of the case stand in an officer's list. */
    long total(String login, String queue) throws Exception {
        return CaseCalls.json(calls.get(login, "/tasks?queue={queue}&q={no}", queue, caseNo))
                .get("total")
                .asLong();
    }

    /** What the record has of the case, the oldest first. */
    List<String> acts() {
        return jdbc.sql("select act from trace_entry where case_no = :no order by at")
                .param("no", caseNo)
                .query(String.class)
                .list();
    }
}
