package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.xieban.sources.DataResource.Sharing;
import org.xieban.sources.GrantCheck.Allowed;
import org.xieban.sources.GrantCheck.Question;
import org.xieban.sources.GrantCheck.Reason;
import org.xieban.sources.GrantCheck.Refused;

class GrantCheckTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String CODE = "test-resource";
    private static final Question ALL = new Question("spj", "food", Purpose.MATERIALS, Set.of());

    private static Grant grant(Set<String> fields, Purpose purpose, LocalDate from, LocalDate until, String revoked) {
        return new Grant(1, CODE, "spj", "food", fields, purpose, from, until, "1", revoked);
    }

    private static Grant holding(String... fields) {
        return grant(Set.of(fields), Purpose.MATERIALS, TODAY, TODAY, null);
    }

    private static GrantCheck.Verdict check(Sharing sharing, Question question, Grant... grants) {
        return GrantCheck.check(TestResources.of(CODE, sharing), List.of(grants), question, TODAY);
    }

    private static void assertRefused(GrantCheck.Verdict verdict, Reason reason) {
        assertThat(verdict).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                .isEqualTo(reason));
    }

    @Test
    void whatIsSharedOpenlyNeedsNoGrant() {
        assertThat(check(Sharing.OPEN, ALL))
                .isInstanceOfSatisfying(Allowed.class, allowed -> assertThat(allowed.fields())
                        .containsExactlyInAnyOrder("name", "status", "phone"));
    }

    @Test
    void whatIsNotSharedIsNotSharedUnderAGrantEither() {
        assertRefused(check(Sharing.NOT_SHARED, ALL, holding("name")), Reason.NOT_SHARED);
    }

    @Test
    void aGrantAllowsItsFieldsAndNoOthers() {
        assertThat(check(Sharing.CONDITIONAL, ALL, holding("name", "status")))
                .isInstanceOfSatisfying(Allowed.class, allowed -> assertThat(allowed.fields())
                        .containsExactlyInAnyOrder("name", "status"));
        Question phone = new Question("spj", "food", Purpose.MATERIALS, Set.of("name", "phone"));
        assertThat(check(Sharing.CONDITIONAL, phone, holding("name", "status")))
                .isEqualTo(new Refused(Reason.FIELD, Set.of("phone")));
    }

    @Test
    void itIsForOneDepartmentOneItemAndOnePurpose() {
        Grant grant = holding("name");
        assertRefused(check(Sharing.CONDITIONAL, ALL), Reason.NO_GRANT);
        assertRefused(
                check(Sharing.CONDITIONAL, new Question("sthj", "food", Purpose.MATERIALS, Set.of()), grant),
                Reason.NO_GRANT);
        assertRefused(
                check(Sharing.CONDITIONAL, new Question("spj", "drugs", Purpose.MATERIALS, Set.of()), grant),
                Reason.NO_GRANT);
        assertRefused(
                check(Sharing.CONDITIONAL, new Question("spj", null, Purpose.MATERIALS, Set.of()), grant),
                Reason.NO_GRANT);
        assertRefused(
                check(Sharing.CONDITIONAL, new Question("spj", "food", Purpose.SUPERVISION, Set.of()), grant),
                Reason.PURPOSE);
    }

    @Test
    void itHoldsFromItsFirstDayToItsLastAndUntilItIsRevoked() {
        Set<String> fields = Set.of("name");
        assertRefused(
                check(
                        Sharing.CONDITIONAL,
                        ALL,
                        grant(fields, Purpose.MATERIALS, TODAY.plusDays(1), TODAY.plusDays(9), null)),
                Reason.NOT_YET);
        assertRefused(
                check(
                        Sharing.CONDITIONAL,
                        ALL,
                        grant(fields, Purpose.MATERIALS, TODAY.minusDays(9), TODAY.minusDays(1), null)),
                Reason.EXPIRED);
        assertRefused(
                check(Sharing.CONDITIONAL, ALL, grant(fields, Purpose.MATERIALS, TODAY, TODAY, "misused")),
                Reason.REVOKED);
        assertThat(check(Sharing.CONDITIONAL, ALL, grant(fields, Purpose.MATERIALS, TODAY, TODAY, null)))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void aFieldThatTheResourceDoesNotHaveIsNobodys() {
        Question keys = new Question("spj", "food", Purpose.MATERIALS, Set.of("creditCode"));
        assertThat(check(Sharing.OPEN, keys)).isEqualTo(new Refused(Reason.FIELD, Set.of("creditCode")));
    }

    @Test
    void ofSeveralGrantsThatOneAnswersThatHasWhatIsAskedFor() {
        Question phone = new Question("spj", "food", Purpose.MATERIALS, Set.of("phone"));
        assertThat(check(Sharing.CONDITIONAL, phone, holding("name"), holding("phone")))
                .isInstanceOf(Allowed.class);
    }

    @Provide
    Arbitrary<Grant> grants() {
        return Combinators.combine(
                        Arbitraries.of("spj", "sthj"),
                        Arbitraries.of("food", "drugs"),
                        Arbitraries.of("name", "status", "phone", "gone").set().ofMinSize(1),
                        Arbitraries.of(Purpose.class),
                        Arbitraries.integers().between(-3, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("", "", "revoked"))
                .as((department, item, fields, purpose, from, days, revoked) -> new Grant(
                        1,
                        CODE,
                        department,
                        item,
                        fields,
                        purpose,
                        TODAY.plusDays(from),
                        TODAY.plusDays(from + days),
                        "1",
                        revoked.isEmpty() ? null : revoked));
    }

    /** Whatever the grants: nothing is told that no grant names which holds today for who asks, for what and why. */
    @Property(tries = 500)
    void nothingIsToldWithoutAGrantThatHolds(@ForAll("grants") Grant one, @ForAll("grants") Grant other) {
        List<Grant> grants = List.of(one, other);
        if (GrantCheck.check(TestResources.of(CODE, Sharing.CONDITIONAL), grants, ALL, TODAY)
                instanceof Allowed allowed) {
            List<Grant> fitting = new ArrayList<>(grants);
            fitting.removeIf(grant -> !grant.department().equals("spj")
                    || !grant.item().equals("food")
                    || grant.purpose() != Purpose.MATERIALS
                    || !grant.holdsOn(TODAY));
            assertThat(fitting).anySatisfy(grant -> assertThat(grant.fields()).containsAll(allowed.fields()));
        }
    }
}
