package org.xieban.emergency.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.emergency.response.EventLink;
import org.xieban.emergency.response.EventLinks;

/** That something has changed with the cases the event is linked with; what, each asks who may see it. */
@Component
@Order(8)
class LinksPart implements Part<LinksPart.Shown> {

    private final EventLinks links;
    private final CaseFiles cases;

    LinksPart(EventLinks links, CaseFiles cases) {
        this.links = links;
        this.cases = cases;
    }

    /** @param revision another one whenever a link or the state of a linked case has changed */
    record Shown(String event, int revision) {}

    @Override
    public Shown gather(Moment moment) {
        List<Object> known = new ArrayList<>();
        for (EventLink link : links.of(moment.event().caseNo())) {
            if (link.stands()) {
                known.add(link);
                known.add(cases.find(link.caseNo())
                        .map(CaseFile::state)
                        .map(Enum::name)
                        .orElse(""));
            }
        }
        return new Shown(moment.event().caseNo(), known.hashCode());
    }

    @Override
    public void show(Moment moment, Shown known, Viewpoint to, Consumer<Piece> pieces) {
        if (to.right() != Viewpoint.Right.PART) {
            pieces.accept(new Piece("links-seen", null, "linksSeen", known));
        }
    }
}
