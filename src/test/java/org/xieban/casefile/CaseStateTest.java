package org.xieban.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseStateTest {

    @ParameterizedTest
    @EnumSource
    void everyStateIsReachedFromReceipt(CaseState state) {
        Set<CaseState> reached = EnumSet.of(CaseState.REGISTERED);
        Set<CaseState> before = new HashSet<>();
        while (!before.equals(reached)) {
            before = new HashSet<>(reached);
            for (CaseState from : before) {
                Arrays.stream(CaseState.values()).filter(from::mayBecome).forEach(reached::add);
            }
        }
        assertThat(reached).contains(state);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "REFUSED", "NOT_ACCEPTED", "WITHDRAWN", "RETURNED", "TERMINATED"})
    void nothingFollowsAnEnd(CaseState end) {
        assertThat(CaseState.values()).noneMatch(end::mayBecome);
    }

    @Test
    void onlyWhatIsDecidedIsRefused() {
        assertThat(CaseState.values())
                .filteredOn(state -> state.mayBecome(CaseState.REFUSED))
                .containsExactly(CaseState.DECIDED);
    }

    @Test
    void whatIsDecidedIsNoLongerWithdrawn() {
        assertThat(CaseState.DECIDED.mayBeWithdrawn()).isFalse();
        assertThat(CaseState.SUSPENDED.mayBeWithdrawn()).isTrue();
    }
}
