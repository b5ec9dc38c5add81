package org.xieban.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.web.Refusal;

/** The states that a case goes through, and its number. */
@XiebanTest
class CaseFilesTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-12T07:20:00Z");

    @Autowired
    MockMvc mvc;

    @Autowired
    CaseFiles cases;

    @Autowired
    CaseFacts facts;

    @Autowired
    JdbcClient jdbc;

    String caseNo;

    @BeforeEach
    void register() throws Exception {
        caseNo = new CaseCalls(mvc).registered("沈文");
    }

    @Test
    void aCaseGoesItsWayAndEveryStepIsOnTheRecordWithBeforeAndAfter() {
        cases.accept(caseNo, RECEIVED);
        cases.review(caseNo);
        cases.suspend(caseNo);
        cases.resume(caseNo);
        cases.decide(caseNo, true, "准予许可");
        CaseFile closed = cases.close(caseNo, CaseState.CLOSED, null);

        assertThat(closed.state()).isEqualTo(CaseState.CLOSED);
        assertThat(closed.acceptedAt()).isEqualTo(RECEIVED);
        assertThat(closed.closedAt()).isNotNull();
        assertThat(closed.decision()).isNotNull();
        assertThat(closed.decision().granted()).isTrue();
        assertThat(changes())
                .containsExactly(
                        "REGISTERED-ACCEPTED",
                        "ACCEPTED-IN_REVIEW",
                        "IN_REVIEW-SUSPENDED",
                        "SUSPENDED-IN_REVIEW",
                        "IN_REVIEW-DECIDED",
                        "DECIDED-CLOSED");
    }

    @Test
    void aStepThatTheStateForbidsChangesNothing() {
        assertThatThrownBy(() -> cases.decide(caseNo, true, "准予许可")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
            assertThat(refusal.code()).isEqualTo("case.stateForbids");
        });
        assertThatThrownBy(() -> cases.resume(caseNo)).isInstanceOf(Refusal.class);

        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.REGISTERED);
        assertThat(changes()).isEmpty();
    }

    @Test
    void whatEndedKeepsItsReasonAndIsNotTakenUpAgain() {
        CaseFile ended = cases.close(caseNo, CaseState.NOT_ACCEPTED, "不属于本机关职权范围");

        assertThat(ended.stateReason()).isEqualTo("不属于本机关职权范围");
        assertThatThrownBy(() -> cases.accept(caseNo, RECEIVED)).isInstanceOf(Refusal.class);
    }

    @Test
    void laterFactsStandBeforeEarlierOnesAndTheApplicationStaysAsItWas() {
        facts.put(caseNo, "userTask_examine", Map.of("address", "柏城大道 116 号", "area", 120));

        assertThat(facts.all(caseNo))
                .containsEntry("address", "柏城大道 116 号")
                .containsEntry("area", 120)
                .containsEntry("matter", "经营早餐");
        assertThat(facts.ofStep(caseNo, CaseFiles.APPLICATION).orElseThrow()).containsEntry("address", "柏城大道 118 号");
    }

    @Test
    void manyWhoRegisterAtOnceAreGivenANumberEach() throws Exception {
        ExecutorService windows = Executors.newFixedThreadPool(6);
        try {
            List<Callable<String>> applications = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                applications.add(() -> new CaseCalls(mvc).registered("韩文"));
            }
            List<String> numbers = new ArrayList<>();
            for (Future<String> number : windows.invokeAll(applications)) {
                numbers.add(number.get());
            }
            assertThat(numbers).doesNotHaveDuplicates().allSatisfy(number -> assertThat(CaseNumber.read(number))
                    .isPresent());
        } finally {
            windows.shutdown();
        }
    }

    private List<String> changes() {
        return jdbc.sql("""
                        select (entry::jsonb -> 'detail' ->> 'before') || '-' || (entry::jsonb -> 'detail' ->> 'after')
                          from trace_entry
                         where case_no = :caseNo and act in ('case.stateChanged', 'case.closed')
                         order by id""").param("caseNo", caseNo).query(String.class).list();
    }
}
