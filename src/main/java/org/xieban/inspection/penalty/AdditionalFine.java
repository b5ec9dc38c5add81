package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * What is added to a fine that is paid late (加处罚款, 行政处罚法 72): three per cent for each day of what is unpaid of the fine,
 * never more than the fine itself.
 */
final class AdditionalFine {

    /** Of a hundred, for each day. */
    private static final BigDecimal DAILY = new BigDecimal("0.03");

    private AdditionalFine() {}

    /** What one day costs, in yuan, as long as nothing of the fine is paid. */
    static BigDecimal daily(BigDecimal fine) {
        return fine.multiply(DAILY).setScale(2, RoundingMode.DOWN);
    }

    /**
     * What has been added by the end of a day, in yuan.
     *
     * @param fine without what is confiscated
     * @param payUntil the last day on which it could be paid; the next is the first that counts
     * @param payments of this fine: a day on which something is paid still counts with all that was unpaid when it began
     */
    static BigDecimal by(LocalDate day, BigDecimal fine, LocalDate payUntil, List<PenaltyRepository.Payment> payments) {
        BigDecimal added = BigDecimal.ZERO;
        for (LocalDate late = payUntil.plusDays(1);
                !late.isAfter(day) && added.compareTo(fine) < 0;
                late = late.plusDays(1)) {
            BigDecimal unpaid = fine.subtract(paidBefore(late, payments));
            if (unpaid.signum() <= 0) {
                break;
            }
            added = added.add(unpaid.multiply(DAILY));
        }
        return added.min(fine).setScale(2, RoundingMode.DOWN);
    }

    private static BigDecimal paidBefore(LocalDate day, List<PenaltyRepository.Payment> payments) {
        return payments.stream()
                .filter(payment -> payment.paidOn().isBefore(day))
                .map(PenaltyRepository.Payment::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
