package org.xieban.emergency.command;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.emergency.resource.Assignment;
import org.xieban.emergency.resource.Resources;

/** What was given to the event. */
@Component
@Order(5)
class ResourcesPart implements Part<List<Assignment>> {

    private final Resources resources;

    ResourcesPart(Resources resources) {
        this.resources = resources;
    }

    /** What is there, to whoever looks. */
    record Shown(List<Assignment> there, String event) {}

    @Override
    public List<Assignment> gather(Moment moment) {
        return resources.of(moment.event().caseNo()).stream()
                .filter(each -> each.releasedAt() == null)
                .toList();
    }

    @Override
    public void show(Moment moment, List<Assignment> there, Viewpoint to, Consumer<Piece> pieces) {
        List<Assignment> seen =
                there.stream().filter(each -> to.sees(each.department())).toList();
        pieces.accept(new Piece(
                "resources", null, "resources", new Shown(seen, moment.event().caseNo())));
    }
}
