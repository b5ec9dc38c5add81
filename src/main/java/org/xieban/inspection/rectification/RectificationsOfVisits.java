package org.xieban.inspection.rectification;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.inspection.visit.FollowUps;

/** The rectifications that came of visits, for their leads. */
@Component
@Transactional(readOnly = true)
class RectificationsOfVisits implements FollowUps {

    private final RectificationRepository rectifications;

    RectificationsOfVisits(RectificationRepository rectifications) {
        this.rectifications = rectifications;
    }

    @Override
    public List<FollowUp> ofVisit(String visitCase) {
        return rectifications.ofVisit(visitCase).stream()
                .map(each -> new FollowUp(
                        each.caseNo(),
                        each.department(),
                        "rectification.title",
                        each.state().textKey(),
                        each.state().style(),
                        each.state() == Rectification.State.OPEN ? each.rectifyBy() : null))
                .toList();
    }
}
