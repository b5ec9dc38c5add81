package org.xieban.emergency.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;

/** The calls there were, and those that are open: one at a time of each department and case. */
@Component
@Transactional
public class Calls {

    private final CallStore store;
    private final Clock clock;

    Calls(CallStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * That the next is called.
     *
     * @param passed who had been called before and did not confirm in time
     */
    public record Turn(List<Call> passed, Call call) {}

    /**
     * Calls the first of a department who was not called in this round; nobody where none is left, so that the duty room
     * telephones. Who was called before him has not confirmed in time.
     *
     * @param within how long he has
     */
    public Turn next(String caseNo, int round, String recipient, List<Callee> people, Duration within) {
        Instant now = OfficialTime.now(clock);
        List<Call> before = of(caseNo).stream()
                .filter(each -> each.round() == round && each.recipient().equals(recipient))
                .toList();
        List<Call> passed = before.stream().filter(Call::open).toList();
        passed.forEach(each -> store.passed(each.id(), now));
        Callee next = people.stream()
                .filter(each -> before.stream().noneMatch(call -> each.login().equals(call.officer())))
                .findFirst()
                .orElse(null);
        return new Turn(passed, store.insert(caseNo, round, recipient, before.size() + 1, next, now, now.plus(within)));
    }

    /** Those of the last round first, by departments and in their order. */
    @Transactional(readOnly = true)
    public List<Call> of(String caseNo) {
        return store.of(caseNo);
    }

    /** The call that a task stands for. */
    @Transactional(readOnly = true)
    public Optional<Call> ofTask(String taskId) {
        return store.ofTask(taskId);
    }

    /** By which task a call is confirmed. */
    public void confirmedBy(Call call, String taskId) {
        store.task(call.id(), taskId);
    }

    /**
     * What came of one.
     *
     * @param by login of who says so
     * @param said empty where nothing was
     */
    public void answered(Call call, Call.State state, String by, String said) {
        store.answered(call.id(), state, by, OfficialTime.now(clock), said);
    }

    /** What is still open of a case is needed no more. */
    public void supersede(String caseNo) {
        store.supersede(caseNo, OfficialTime.now(clock));
    }
}
