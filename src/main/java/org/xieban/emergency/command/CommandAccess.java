package org.xieban.emergency.command;

import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseScope;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.web.Refusal;

/** What of an event's screen somebody sees. */
@Component
@Transactional(readOnly = true)
class CommandAccess {

    private final Events events;
    private final Directives directives;
    private final CaseAccess access;

    CommandAccess(Events events, Directives directives, CaseAccess access) {
        this.events = events;
        this.directives = directives;
        this.access = access;
    }

    /**
     * What whoever is signed in sees of an event.
     *
     * @throws Refusal {@code event.unknown} (404) where that is nothing, or there is no such event
     */
    Viewpoint require(String caseNo, Locale locale) {
        Event event = find(caseNo);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        if (directives.mayCommand(event)) {
            return new Viewpoint(caseNo, Viewpoint.Right.COMMAND, null, locale);
        }
        if (access.scope(officer, caseNo) == CaseScope.WHOLE) {
            return new Viewpoint(caseNo, Viewpoint.Right.WHOLE, null, locale);
        }
        if (directives.ordered(caseNo)) {
            return new Viewpoint(caseNo, Viewpoint.Right.PART, officer.departmentCode(), locale);
        }
        throw Refusal.notFound("event.unknown", caseNo);
    }

    /**
     * Refuses whoever does not see all of an event.
     *
     * @throws Refusal {@code event.unknown} (404)
     */
    void requireWhole(String caseNo, Locale locale) {
        if (require(caseNo, locale).right() == Viewpoint.Right.PART) {
            throw Refusal.notFound("event.unknown", caseNo);
        }
    }

    /**
     * The event, if whoever is signed in commands in it.
     *
     * @throws Refusal {@code event.unknown} (404) where he sees nothing of it, {@code access.denied} (403)
     */
    Event requireCommand(String caseNo) {
        if (!require(caseNo, Locale.ROOT).commands()) {
            throw Refusal.forbidden("access.denied");
        }
        return find(caseNo);
    }

    private Event find(String caseNo) {
        return events.find(caseNo).orElseThrow(() -> Refusal.notFound("event.unknown", caseNo));
    }
}
