package org.xieban.supervision.overdue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;
import org.xieban.timelimit.ClockKind;
import org.xieban.worklist.OpenSteps;

/**
 * A case that is overdue or soon due, as lists show it.
 *
 * @param title without personal data
 * @param item code of the item
 * @param processInstanceId the engine's, null where no process runs for it any more
 * @param department code of the one that leads the case
 * @param lamp {@link Lamp#RED} or {@link Lamp#YELLOW}: the worst of its terms
 * @param dueAt the earliest of the terms that have turned red or yellow
 * @param overdueSeconds how long that is over; negative while there is time left
 * @param kind of that term
 * @param steps that are open, of those that the reader may see
 * @param urges how often somebody was urged in it
 * @param unanswered how many of these nobody has answered
 */
record OverdueCase(
        String caseNo,
        String title,
        String item,
        String itemName,
        String processKey,
        String processName,
        @Nullable String processInstanceId,
        String department,
        String departmentName,
        Lamp lamp,
        Instant dueAt,
        long overdueSeconds,
        ClockKind kind,
        List<OpenSteps.Step> steps,
        @Nullable Instant lastUrgedAt,
        long urges,
        long unanswered) {}
