package org.xieban.inspection.penalty;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xieban.inspection.penalty.PenaltyRepository.Payment;

/** 行政处罚法 72: three per cent a day of what is unpaid of a fine, never more than the fine. */
class AdditionalFineTest {

    private static final BigDecimal FINE = new BigDecimal("5000.00");
    private static final LocalDate DUE = LocalDate.of(2026, 12, 7);

    private static BigDecimal after(int days, Payment... payments) {
        return AdditionalFine.by(DUE.plusDays(days), FINE, DUE, List.of(payments));
    }

    private static Payment paid(String amount, int days) {
        return new Payment(new BigDecimal(amount), DUE.plusDays(days), "缴款书");
    }

    @Test
    void theLastDayCostsNothingAndEachDayAfterItThreePerCent() {
        assertThat(after(-3)).isZero();
        assertThat(after(0)).isZero();
        assertThat(after(1)).isEqualByComparingTo("150");
        assertThat(after(10)).isEqualByComparingTo("1500");
    }

    @Test
    void itIsNeverMoreThanTheFine() {
        assertThat(after(33)).isEqualByComparingTo("4950");
        assertThat(after(34)).isEqualByComparingTo(FINE);
        assertThat(after(400)).isEqualByComparingTo(FINE);
    }

    @Test
    void onlyWhatIsUnpaidWhenADayBeginsCounts() {
        assertThat(after(5, paid("5000", 0))).isZero();
        assertThat(after(5, paid("3000", -2))).isEqualByComparingTo("300");
        // two days of all of it, three of the rest
        assertThat(after(5, paid("3000", 2))).isEqualByComparingTo("480");
        assertThat(after(400, paid("5000", 2))).isEqualByComparingTo("300");
    }

    @Test
    void whatIsConfiscatedIsNoFine() {
        PenaltyCase.Decision decision = PenaltyCase.Decision.of(
                List.of(PenaltyCase.Kind.FINE, PenaltyCase.Kind.CONFISCATION),
                new BigDecimal("8000"),
                new BigDecimal("3000"),
                false,
                DUE);
        assertThat(decision.fineAlone()).isEqualByComparingTo(FINE);
        assertThat(PenaltyCase.Decision.of(
                                List.of(PenaltyCase.Kind.CONFISCATION),
                                new BigDecimal("3000"),
                                new BigDecimal("3000"),
                                false,
                                DUE)
                        .fineAlone())
                .isZero();
    }
}
