package org.xieban.inspection.penalty;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.inspection.visit.FollowUps;

/** The penalty cases that came of visits, at once or of what was not put right, for their leads. */
@Component
@Transactional(readOnly = true)
class PenaltiesOfVisits implements FollowUps {

    private final PenaltyRepository penalties;

    PenaltiesOfVisits(PenaltyRepository penalties) {
        this.penalties = penalties;
    }

    @Override
    public List<FollowUp> ofVisit(String visitCase) {
        return penalties.ofVisit(visitCase).stream()
                .map(each -> new FollowUp(
                        each.caseNo(),
                        each.department(),
                        "penalty.one",
                        each.stage().textKey(),
                        each.stage().style(),
                        null))
                .toList();
    }
}
