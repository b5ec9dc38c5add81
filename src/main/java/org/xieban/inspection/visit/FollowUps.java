package org.xieban.inspection.visit;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What departments have made of what they found at a visit, told by those who handle it. */
public interface FollowUps {

    /**
     * A case that came of a visit.
     *
     * @param kindKey message key of what it is
     * @param stateKey message key of how it stands
     * @param style the class by which that is drawn
     * @param until last day of its term, null where none runs
     */
    record FollowUp(
            String caseNo,
            String department,
            String kindKey,
            String stateKey,
            String style,
            @Nullable LocalDate until) {}

    /** Those of a visit, by department; whether whoever asks may know is for the caller to ask. */
    List<FollowUp> ofVisit(String visitCase);
}
