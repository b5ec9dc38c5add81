package org.xieban.emergency.command;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.emergency.support.DecisionSupport;
import org.xieban.emergency.support.DepartmentStanding;

/** Which departments are near and free. */
@Component
@Order(4)
class SupportPart implements Part<SupportPart.Known> {

    private static final int MOST = 8;

    private final DecisionSupport support;
    private final Officers officers;
    private final Fresh<Known> known = new Fresh<>();

    SupportPart(DecisionSupport support, Officers officers) {
        this.support = support;
        this.officers = officers;
    }

    /** @param people names by login of those who are on duty */
    record Known(List<DepartmentStanding> departments, Map<String, String> people) {}

    /** Those departments, to whoever looks. */
    record Shown(Known known, boolean commands) {}

    @Override
    public Known gather(Moment moment) {
        return known.of(moment.event().caseNo(), () -> {
            List<DepartmentStanding> departments =
                    support.departments(moment.event()).stream().limit(MOST).toList();
            List<String> logins = departments.stream()
                    .flatMap(each -> each.onDuty().stream())
                    .distinct()
                    .toList();
            return new Known(
                    departments,
                    officers.findAll(logins).stream().collect(Collectors.toMap(Officer::login, Officer::name)));
        });
    }

    @Override
    public void show(Moment moment, Known known, Viewpoint to, Consumer<Piece> pieces) {
        if (to.right() != Viewpoint.Right.PART && moment.event().state().open()) {
            pieces.accept(new Piece("support", null, "support", new Shown(known, to.commands())));
        }
    }
}
