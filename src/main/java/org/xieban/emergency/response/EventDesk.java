package org.xieban.emergency.response;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Harm;
import org.xieban.engine.Processes;
import org.xieban.web.Refusal;

/**
 * What the duty room does on an event beside its steps. Whoever acts says which version of it he saw: of two at once one
 * wins, and the other is told who was faster with what.
 */
@Component
@Transactional
public class EventDesk {

    private static final int LONGEST_REASON = 500;

    private final Events events;
    private final EventChanges changes;
    private final Processes processes;

    EventDesk(Events events, EventChanges changes, Processes processes) {
        this.events = events;
        this.changes = changes;
        this.processes = processes;
    }

    /** Whether whoever is signed in commands the event: he is on the desk of the duty room that leads it. */
    public boolean commands(Event event) {
        return CaseAccess.officer()
                .map(officer -> officer.groups().contains(Group.name(event.lead(), Role.DUTY_COMMANDER)))
                .orElse(false);
    }

    /**
     * More is known of the harm.
     *
     * @param seen version that he saw
     * @param basis from where it is known
     * @throws Refusal {@code event.unknown} (404); {@code access.denied} (403); {@code event.changed} (409); {@code
     *     event.harmImpossible}, {@code event.basis} (422)
     */
    public void harm(String caseNo, int seen, Harm harm, String basis) {
        hold(caseNo, seen);
        changes.harm(caseNo, harm, basis);
    }

    /**
     * It is another report of an event that is there.
     *
     * @param into number of that event
     * @throws Refusal as {@link #harm}; {@code event.mergeInto}, {@code event.reason} (422)
     */
    public void merge(String caseNo, int seen, String into, String reason) {
        hold(caseNo, seen);
        String said = reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw Refusal.rule("event.reason", LONGEST_REASON).at("reason", "event.reason", LONGEST_REASON);
        }
        changes.merge(caseNo, into, said);
        processes.tell(ResponseModel.MERGED, caseNo, null);
    }

    private void hold(String caseNo, int seen) {
        if (!commands(events.require(caseNo))) {
            throw Refusal.forbidden("access.denied");
        }
        changes.hold(caseNo, seen);
    }
}
