package org.xieban.emergency.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.emergency.SignedIn;
import org.xieban.emergency.event.EventClosed;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.EventsOfTests;
import org.xieban.emergency.event.Grade;
import org.xieban.trace.OfficialTime;
import org.xieban.web.CsvReader;
import org.xieban.web.Refusal;
import org.xieban.web.TableRows;

/** Of nothing is more given than there is, and who is near and free is found. */
@XiebanTest
class ResourcesTest {

    private static final String COMMANDER = "emergency.wu";
    private static final String CODE = "PM-TEST";

    @Autowired
    Resources resources;

    @Autowired
    ResourceAssignments assignments;

    @Autowired
    UserDetailsService people;

    @Autowired
    ApplicationEventPublisher publisher;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    SignedIn signedIn;
    EventsOfTests events;
    String caseNo = "";

    @BeforeEach
    void anEventAndThreePumps() {
        signedIn = new SignedIn(people);
        events = new EventsOfTests(jdbc);
        caseNo = events.responding(EventKind.FLOOD, Grade.III, OfficialTime.now(clock));
        signedIn.does("water.tian", () -> taken(CODE + ",slj,PUMP,试验泵,3,台,411921,泵站,114.2401,33.3101,READY,slj-duty"));
    }

    @AfterEach
    void noneOfIt() {
        events.close();
        jdbc.sql("delete from emergency_resource where code like 'PM-TEST%'").update();
    }

    private TableRows.Taken taken(String row) {
        try {
            return resources.take("test", CsvReader.rows(String.join(",", ResourceTable.COLUMNS) + "\n" + row + "\n"));
        } catch (CsvReader.Broken e) {
            throw new IllegalArgumentException(e);
        }
    }

    private long assigned(int amount) {
        return assigned(amount, UUID.randomUUID().toString());
    }

    private long assigned(int amount, String key) {
        return signedIn.as(COMMANDER, () -> assignments.assign(caseNo, CODE, amount, key));
    }

    private Resource resource() {
        return resources.find(CODE).orElseThrow();
    }

    @Test
    void ofTwoWhoWantTheLastAtOnceOneGetsIt() throws Exception {
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService two = Executors.newFixedThreadPool(2);
        Callable<Boolean> wanting = () -> {
            together.await();
            try {
                assigned(2);
                return true;
            } catch (Refusal refused) {
                assertThat(refused.code()).isEqualTo("emergencyResource.taken");
                assertThat(refused.arguments())
                        .as("who was faster, and what for")
                        .containsExactly(1, "台", "吴刚", 2, "测试事件 " + caseNo);
                return false;
            }
        };
        try {
            List<Future<Boolean>> both = List.of(two.submit(wanting), two.submit(wanting));
            together.countDown();
            assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(true, false);
        } finally {
            two.shutdown();
        }
        assertThat(resource().free()).isEqualTo(1);
        assertThat(assignments.of(caseNo))
                .singleElement()
                .extracting(Assignment::amount)
                .isEqualTo(2);
    }

    @Test
    void whatIsSentTwiceIsGivenOnceAndWhatIsWantedTwiceTwice() {
        long id = assigned(1, "one");
        assertThat(assigned(1, "one")).isEqualTo(id);
        assertThat(resource().free()).isEqualTo(2);
        assertThat(assigned(1, "other")).isNotEqualTo(id);
        assertThat(resource().free()).isEqualTo(1);
        // nor does it come back with the repetition after it was given back
        signedIn.does(COMMANDER, () -> assignments.release(id));
        assertThat(assigned(1, "one")).isEqualTo(id);
        assertThat(resource().free()).isEqualTo(2);
        assertThatThrownBy(() -> assigned(1, " ")).hasMessage("emergencyResource.key");
    }

    @Test
    void whatIsGivenBackIsFreeAgainAndItsHistoryIsKept() {
        long id = assigned(3);
        assertThat(resource().free()).isZero();
        signedIn.does(COMMANDER, () -> assignments.release(id));

        assertThat(resource().free()).isEqualTo(3);
        assertThatThrownBy(() -> signedIn.does(COMMANDER, () -> assignments.release(id)))
                .hasMessage("emergencyResource.released")
                .extracting(refused -> ((Refusal) refused).arguments())
                .isEqualTo(List.of("吴刚"));
        assertThat(signedIn.as(COMMANDER, () -> assignments.history(CODE, 10)))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.eventCaseNo()).isEqualTo(caseNo);
                    assertThat(each.releasedBy()).isEqualTo(COMMANDER);
                });
        assertThat(signedIn.as("market.zhou", () -> assignments.history(CODE, 10)))
                .as("who does not see the event is not told which")
                .singleElement()
                .extracting(Assignment::eventCaseNo, Assignment::eventTitle)
                .containsExactly(null, null);
    }

    @Test
    void anEventThatIsClosedGivesBackWhatItHas() {
        assigned(2);
        transaction.executeWithoutResult(status -> publisher.publishEvent(new EventClosed(caseNo)));
        assertThat(resource().free()).isEqualTo(3);
    }

    @Test
    void nothingIsGivenToAnEventThatIsOverOrByWhomItIsNot() {
        assertThatThrownBy(() -> signedIn.does("fire.sun", () -> assignments.assign(caseNo, CODE, 1, "another")))
                .as("who does not see the event")
                .hasMessage("event.unknown");
        assertThatThrownBy(() -> signedIn.does("inspector.hao", () -> assignments.assign(caseNo, CODE, 1, "another")))
                .as("who commands nothing and has no pumps")
                .hasMessage("access.denied");
        assertThatThrownBy(() -> assigned(4)).as("more than there are").hasMessage("emergencyResource.notSoMany");
        assertThatThrownBy(() -> assigned(0)).hasMessage("emergencyResource.amount");
        assertThatThrownBy(() -> assigned(-1)).hasMessage("emergencyResource.amount");
        jdbc.sql("update emergency_event set state = 'ENDED' where case_no = ?")
                .param(caseNo)
                .update();
        assertThatThrownBy(() -> assigned(1)).hasMessage("emergencyResource.eventOver");
        assertThat(resource().free()).isEqualTo(3);
    }

    @Test
    void theNearestThatIsFreeComesFirst() {
        BigDecimal longitude = new BigDecimal("114.24");
        BigDecimal latitude = new BigDecimal("33.31");
        assertThat(resources.nearestFree(Resource.Kind.PUMP, longitude, latitude, 2))
                .extracting(near -> near.resource().code())
                .containsExactly(CODE, "PM-SL-02");
        assertThat(resources
                        .nearestFree(Resource.Kind.PUMP, longitude, latitude, 1)
                        .get(0)
                        .metres())
                .as("a ten thousandth of a degree each way")
                .isEqualTo(14);
        assertThat(resources.nearestFree(Resource.Kind.PUMP, longitude, latitude, 9))
                .as("what is in repair cannot be had")
                .noneMatch(near -> near.resource().code().equals("PM-SL-03"));
        assertThat(resources.nearestFreeOfEach(longitude, latitude, 2).get(Resource.Kind.PUMP))
                .extracting(near -> near.resource().code())
                .containsExactly(CODE, "PM-SL-02");
        assertThat(resources.nearestFreeOfEach(null, null, 1).get(Resource.Kind.PUMP))
                .as("of an event that has no coordinates")
                .singleElement()
                .extracting(Resources.Near::metres)
                .isNull();
        assigned(3);
        assertThat(resources.nearestFree(null, longitude, latitude, 3))
                .as("of any kind, what is all away left out")
                .noneMatch(near -> near.resource().code().equals(CODE))
                .hasSize(3);
    }

    @Test
    void everybodyKeepsHisOwnAndNobodyHasLessThanIsAway() {
        assigned(2);
        assertThat(signedIn.as("water.tian", () -> taken(CODE + ",slj,PUMP,试验泵,1,台,411921,泵站,114.24,33.31,READY,"))
                        .wrong()
                        .get(2))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.column() + fault.code()).isEqualTo("amountemergencyResource.assignedMore"));
        assertThat(signedIn.as("fire.sun", () -> taken(CODE + ",xfjy,PUMP,试验泵,9,台,411921,泵站,,,READY,"))
                        .wrong())
                .as("another department's")
                .hasSize(1);
        assertThat(signedIn.as("water.tian", () -> taken("PM-TEST-2,slj,PUMPS,,many,,nowhere,,114.24,,BROKEN,nobody"))
                        .wrong()
                        .get(2))
                .extracting(fault -> fault.column())
                .contains("kind", "name", "amount", "unit", "region", "place", "latitude", "state", "contact");
        assertThat(resource().amount()).isEqualTo(3);
    }
}
