package org.xieban.emergency.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xieban.emergency.plan.PlanContent.Item;
import org.xieban.emergency.plan.PlanContent.Need;
import org.xieban.emergency.plan.PlanContent.PlannedOrder;
import org.xieban.emergency.resource.Resource;
import org.xieban.web.Refusal;

/** What is missing in a plan is said at its field, all at once. */
class PlanRulesTest {

    private final PlanRules rules = new PlanRules("slj"::equals, "slj-duty"::equals);

    private static final PlanContent WHOLE = new PlanContent(
            "防汛预案",
            "水位超警戒",
            List.of(new Item("patrol", "巡堤查险")),
            List.of(new PlannedOrder("slj", "巡堤查险", 10, 60, "patrol", false)),
            List.of("slj-duty"),
            List.of(new Need(Resource.Kind.PUMP, 2)));

    private List<String> wrong(PlanContent content) {
        return catchThrowableOfType(Refusal.class, () -> rules.check(content)).errors().stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    @Test
    void whatIsWholeIsKept() {
        assertThatCode(() -> rules.check(WHOLE)).doesNotThrowAnyException();
    }

    @Test
    void aPlanThatOrdersNothingIsNone() {
        assertThat(wrong(new PlanContent(" ", "水", List.of(), List.of(), List.of(), List.of())))
                .containsExactly("title register.missing", "orders responsePlan.noOrders");
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        assertThat(wrong(new PlanContent(
                        "防汛预案",
                        "水位超警戒",
                        List.of(new Item("a", "一"), new Item("a", "")),
                        List.of(
                                new PlannedOrder("", "", 0, 20_000, "none", false),
                                new PlannedOrder("slj", "x", 30, 10, null, false)),
                        List.of("slj-duty", "slj-duty", "nobody"),
                        List.of(new Need(Resource.Kind.PUMP, 0), new Need(Resource.Kind.PUMP, 1)))))
                .containsExactly(
                        "checklist[1].text register.missing",
                        "checklist[1].text responsePlan.twice",
                        "orders[0].department responsePlan.department",
                        "orders[0].text register.missing",
                        "orders[0].acknowledgeMinutes register.number",
                        "orders[0].completeMinutes register.number",
                        "orders[0].item responsePlan.noItem",
                        "orders[1].completeMinutes responsePlan.order",
                        "contacts[1] responsePlan.twice",
                        "contacts[2] responsePlan.contact",
                        "resources[0].amount register.number",
                        "resources[1].kind responsePlan.twice");
    }
}
