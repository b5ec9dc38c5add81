package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** An applicant is told once, everything; what came in wrong may be asked again, nothing new. */
class SupplementPointTest {

    private static final SupplementPoint PLAN = new SupplementPoint("平面图", "缺比例尺(1:100)");

    @Test
    void theSamePointTypedAgainIsNotNew() {
        assertThat(SupplementPoint.newOnes(List.of(PLAN), List.of(new SupplementPoint("平面图 ", "缺 比例尺（１:100）"))))
                .isEmpty();
    }

    @Test
    void anotherRequirementOnTheSameMaterialIsNew() {
        assertThat(SupplementPoint.newOnes(List.of(PLAN), List.of(PLAN, new SupplementPoint("平面图", "缺签章"))))
                .containsExactly(1);
    }

    @Property
    void whateverTheFirstNoticeSaidMayBeSaidAgain(@ForAll("points") List<SupplementPoint> first) {
        List<SupplementPoint> again = new ArrayList<>(first);
        java.util.Collections.reverse(again);
        assertThat(SupplementPoint.newOnes(first, again)).isEmpty();
    }

    @Property
    void whatTheFirstNoticeDidNotSayIsNewWhereverItStands(
            @ForAll("points") List<SupplementPoint> first, @ForAll("points") List<SupplementPoint> again) {
        List<SupplementPoint> mixed = new ArrayList<>(again);
        mixed.add(new SupplementPoint("从未提过的材料", "x"));
        assertThat(SupplementPoint.newOnes(first, mixed)).contains(mixed.size() - 1);
    }

    @Provide
    Arbitrary<List<SupplementPoint>> points() {
        Arbitrary<String> text =
                Arbitraries.strings().withChars("营业执照图章0aＡ ").ofMinLength(1).ofMaxLength(6);
        return Combinators.combine(text, text).as(SupplementPoint::new).list().ofMaxSize(6);
    }
}
