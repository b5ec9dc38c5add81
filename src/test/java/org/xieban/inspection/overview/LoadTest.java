package org.xieban.inspection.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void whoeverHasAsManyAsEverybodyElseIsEvenlyLoaded() {
        Load even = Load.of(3, 3, 3);
        assertThat(even.gini()).isZero();
        assertThat(even.median()).isEqualTo(3);
        assertThat(even.spread()).containsOnlyKeys(3L).containsEntry(3L, 3);
    }

    @Test
    void whereOneHasAllTheCoefficientIsNearlyOne() {
        Load uneven = Load.of(0, 0, 8, 0);
        assertThat(uneven.gini()).isCloseTo(0.75, within(1e-9));
        assertThat(uneven.most()).isEqualTo(8);
        assertThat(uneven.median()).isZero();
        assertThat(Load.of(1, 2, 3, 4).gini()).isCloseTo(0.25, within(1e-9));
        assertThat(Load.of().gini()).isZero();
    }
}
