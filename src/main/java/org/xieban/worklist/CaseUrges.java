package org.xieban.worklist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseScope;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/** Urging in cases (催办): for all that is open in one at once, and what was urged and answered. */
@Component
public class CaseUrges {

    private final CaseAccess cases;
    private final WorkItems items;
    private final TaskOperations operations;
    private final TaskRules rules;
    private final Urges urges;
    private final Officers officers;
    private final Attempts attempts;

    CaseUrges(
            CaseAccess cases,
            WorkItems items,
            TaskOperations operations,
            TaskRules rules,
            Urges urges,
            Officers officers,
            Attempts attempts) {
        this.cases = cases;
        this.items = items;
        this.operations = operations;
        this.rules = rules;
        this.urges = urges;
        this.officers = officers;
        this.attempts = attempts;
    }

    /**
     * How often somebody was urged in a case.
     *
     * @param lastAt null for never
     * @param unanswered for what is still open
     */
    public record Urged(@Nullable Instant lastAt, long times, long unanswered) {

        public static final Urged NEVER = new Urged(null, 0, 0);
    }

    /** By the numbers of the cases; those without are left out. */
    @Transactional(readOnly = true)
    public Map<String, Urged> ofCases(Collection<String> caseNos) {
        return urges.ofCases(caseNos);
    }

    /** Whoever did something. */
    record Person(String id, String name) {}

    /** What the handler says to an urge. */
    record Answer(Person by, Instant at, String text) {}

    /**
     * One urge, and its answer.
     *
     * @param open whether the step is
     * @param answer null until somebody has answered
     */
    record Urge(
            String id,
            String taskId,
            String step,
            String stepName,
            boolean open,
            Person by,
            Instant at,
            String note,
            List<Person> told,
            @Nullable Answer answer) {

        public boolean waits() {
            return open && answer == null;
        }
    }

    /**
     * What was urged in a case, the latest first; whoever sees a part of it sees what concerns his department.
     *
     * @throws Refusal {@code case.unknown} (404)
     */
    @Transactional(readOnly = true)
    List<Urge> of(String caseNo) {
        CaseScope scope = cases.requireVisible(caseNo);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        List<Urges.Kept> kept = urges.ofCase(caseNo).stream()
                .filter(each -> scope == CaseScope.WHOLE || each.departments().contains(officer.departmentCode()))
                .toList();
        Map<String, String> names = officers
                .findAll(kept.stream()
                        .flatMap(each -> Stream.concat(
                                each.told().stream(), Stream.of(each.by(), String.valueOf(each.answeredBy()))))
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(Officer::login, Officer::name));
        return kept.stream().map(each -> urge(each, names)).toList();
    }

    private static Urge urge(Urges.Kept kept, Map<String, String> names) {
        String answeredBy = kept.answeredBy();
        Instant answeredAt = kept.answeredAt();
        String answer = kept.answer();
        return new Urge(
                Long.toString(kept.id()),
                kept.taskId(),
                kept.step(),
                kept.stepName(),
                kept.open(),
                person(kept.by(), names),
                kept.at(),
                kept.note(),
                kept.told().stream().map(login -> person(login, names)).toList(),
                answeredBy == null || answeredAt == null || answer == null
                        ? null
                        : new Answer(person(answeredBy, names), answeredAt, answer));
    }

    private static Person person(String login, Map<String, String> names) {
        return new Person(login, names.getOrDefault(login, login));
    }

    /**
     * Urges for every open step of a case for which he may, and tells what stands in the way where there is none.
     *
     * @throws Refusal {@code case.unknown} (404), {@code case.nothingToUrge} (409), or what speaks against the first step
     */
    List<Urge> urge(String caseNo, @Nullable String note) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            Optional<Refusal> against = Optional.of(Refusal.conflict("case.nothingToUrge"));
            List<String> urged = new ArrayList<>();
            for (WorkItem item : open(caseNo, officer)) {
                // only what he may see is held, and judged once nobody else urges for it
                urges.hold(item.taskId());
                Optional<Refusal> refusal = rules.against(TaskOperation.URGE, item, officer);
                if (refusal.isEmpty()) {
                    operations.urge(item.taskId(), note);
                    urged.add(item.taskId());
                } else {
                    against = refusal;
                }
            }
            if (urged.isEmpty()) {
                throw against.get();
            }
            return of(caseNo);
        });
    }

    /** What may be urged for in a case; empty where nothing may. */
    @Transactional(readOnly = true)
    List<WorkItem> urgeable(String caseNo) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return open(caseNo, officer).stream()
                .filter(item -> rules.against(TaskOperation.URGE, item, officer).isEmpty())
                .toList();
    }

    /** In one order for everybody, so that nobody waits for another who waits for him. */
    private List<WorkItem> open(String caseNo, SignedInOfficer officer) {
        boolean whole = cases.requireVisible(caseNo) == CaseScope.WHOLE;
        return items.openOfCase(caseNo, whole ? null : officer.departmentCode()).stream()
                .sorted(Comparator.comparing(WorkItem::taskId))
                .toList();
    }
}
