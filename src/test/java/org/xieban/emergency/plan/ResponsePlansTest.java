package org.xieban.emergency.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.xieban.XiebanTest;
import org.xieban.emergency.SignedIn;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanContent.Item;
import org.xieban.emergency.plan.PlanContent.Need;
import org.xieban.emergency.plan.PlanContent.PlannedOrder;
import org.xieban.emergency.plan.PlanVersion.State;
import org.xieban.emergency.resource.Resource;
import org.xieban.web.Refusal;

/** A plan is drafted by one and put into force by another, and what was in force stays as it was. */
@XiebanTest
class ResponsePlansTest {

    private static final String DRAFTER = "emergency.wu";
    private static final String ISSUER = "leader.jiang";

    /** Nobody else has plans for it. */
    private static final EventKind KIND = EventKind.EARTHQUAKE;

    @Autowired
    ResponsePlans plans;

    @Autowired
    UserDetailsService people;

    @Autowired
    JdbcClient jdbc;

    SignedIn signedIn;

    @BeforeEach
    void nobodyIsSignedIn() {
        signedIn = new SignedIn(people);
    }

    @AfterEach
    void noPlansOfThatKind() {
        jdbc.sql("alter table emergency_plan_version disable trigger user").update();
        jdbc.sql("delete from emergency_plan_version where kind = ?")
                .param(KIND.name())
                .update();
        jdbc.sql("alter table emergency_plan_version enable trigger user").update();
    }

    static PlanContent content(String text) {
        return new PlanContent(
                "地震应急预案",
                "发生 4.0 级以上地震",
                List.of(new Item("rescue", "搜救")),
                List.of(new PlannedOrder("xfjy", text, 10, 60, "rescue", false)),
                List.of("xfjy-duty"),
                List.of(new Need(Resource.Kind.TEAM, 3)));
    }

    private PlanVersion drafted(String login, String text, int revision) {
        return signedIn.as(login, () -> plans.draft(KIND, Grade.III, content(text), revision));
    }

    private PlanVersion inForce(String text) {
        PlanVersion draft = drafted(DRAFTER, text, 0);
        return signedIn.as(ISSUER, () -> plans.issue(KIND, Grade.III, draft.revision()));
    }

    @Test
    void whatIsInForceIsProposedAndNothingElse() {
        PlanVersion draft = drafted(DRAFTER, "搜救", 0);
        assertThat(plans.proposal(KIND, Grade.III)).as("a draft").isEmpty();

        signedIn.does(ISSUER, () -> plans.issue(KIND, Grade.III, draft.revision()));

        assertThat(plans.proposal(KIND, Grade.III)).get().satisfies(plan -> {
            assertThat(plan.no()).isEqualTo(1);
            assertThat(plan.issuedBy()).isEqualTo(ISSUER);
            assertThat(plan.content()).isEqualTo(content("搜救"));
        });
        assertThat(plans.proposal(KIND, Grade.II)).as("of another level").isEmpty();
        assertThat(plans.proposal(EventKind.FLOOD, Grade.III))
                .as("the demonstration's")
                .isPresent();
    }

    @Test
    void aNewVersionReplacesTheOldOneAndBothAreKept() {
        inForce("搜救");
        PlanVersion second = inForce("搜救和转移");

        assertThat(plans.versions(KIND, Grade.III))
                .extracting(PlanVersion::no, PlanVersion::state)
                .containsExactly(tuple(2, State.IN_FORCE), tuple(1, State.REPLACED));
        assertThat(plans.find(KIND, Grade.III, 1))
                .get()
                .extracting(PlanVersion::content)
                .isEqualTo(content("搜救"));
        assertThat(second.no()).isEqualTo(2);
    }

    @Test
    void nobodyPutsIntoForceWhatHeWorkedOn() {
        PlanVersion draft = drafted(DRAFTER, "搜救", 0);
        PlanVersion edited = drafted(ISSUER, "搜救和转移", draft.revision());

        assertThat(edited.drafters()).containsExactly(DRAFTER, ISSUER);
        assertThatThrownBy(() -> signedIn.does(ISSUER, () -> plans.issue(KIND, Grade.III, edited.revision())))
                .isInstanceOf(Refusal.class)
                .hasMessage("responsePlan.notYours");
        assertThatThrownBy(() -> signedIn.does("leader.fang", () -> plans.issue(KIND, Grade.III, edited.revision())))
                .as("another department's leader")
                .hasMessage("responsePlan.notYours");
        assertThatThrownBy(() -> jdbc.sql(
                                "update emergency_plan_version set state = 'IN_FORCE', issued_by = ?, issued_at = now()"
                                        + " where kind = ?")
                        .params(DRAFTER, KIND.name())
                        .update())
                .as("past the product")
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void whoHasNoPartInEmergenciesDraftsNothing() {
        for (String login : List.of("fire.sun", "leader.gao", "clerk.chen", "supervisor.zheng")) {
            assertThatThrownBy(() -> drafted(login, "搜救", 0)).as(login).hasMessage("access.denied");
        }
    }

    @Test
    void aDraftThatSomebodyElseChangedIsNotOverwritten() {
        PlanVersion draft = drafted(DRAFTER, "搜救", 0);
        drafted(DRAFTER, "搜救和转移", draft.revision());

        assertThatThrownBy(() -> drafted(ISSUER, "搜救", draft.revision())).hasMessage("responsePlan.changed");
        assertThatThrownBy(() -> drafted(ISSUER, "搜救", 0)).hasMessage("responsePlan.changed");
        assertThatThrownBy(() -> signedIn.does(ISSUER, () -> plans.issue(KIND, Grade.III, draft.revision())))
                .as("what he has not seen")
                .hasMessage("responsePlan.changed");
    }

    @Test
    void whatWasInForceIsNeitherChangedNorErased() {
        inForce("搜救");
        for (String sql : List.of(
                "update emergency_plan_version set content = '{}' where kind = ?",
                "update emergency_plan_version set issued_by = 'nobody' where kind = ?",
                "delete from emergency_plan_version where kind = ?")) {
            assertThatThrownBy(() -> jdbc.sql(sql).param(KIND.name()).update())
                    .as(sql)
                    .hasMessageContaining("is not changed");
        }
    }

    @Test
    void aPlanForADepartmentOrAContactThatIsNotThereIsRefused() {
        PlanContent wrong = new PlanContent(
                "预案",
                "条件",
                List.of(),
                List.of(new PlannedOrder("nowhere", "做", 10, 60, null, false)),
                List.of("nobody"),
                List.of());

        assertThatThrownBy(() -> signedIn.as(DRAFTER, () -> plans.draft(KIND, Grade.III, wrong, 0)))
                .isInstanceOfSatisfying(Refusal.class, refused -> assertThat(refused.errors())
                        .extracting(Refusal.FieldError::field)
                        .containsExactly("orders[0].department", "contacts[0]"));
    }

    @Test
    void aDraftThatIsGivenUpIsGone() {
        PlanVersion draft = drafted(DRAFTER, "搜救", 0);
        signedIn.does(DRAFTER, () -> plans.discard(KIND, Grade.III, draft.revision()));
        assertThat(plans.versions(KIND, Grade.III)).isEmpty();
    }
}
