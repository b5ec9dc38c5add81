package org.xieban.engine;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open user task of a case, as the engine has it at the end of a command.
 *
 * @param id the engine's, stable while the task is open
 * @param caseNo number of the case: the business key of its process
 * @param processKey id of the model
 * @param step element id of the task in the model
 * @param stepName its label, what officers read
 * @param candidateGroups groups whose members may take it; {@code department.role} as a rule
 * @param candidates logins of officers who may take it besides
 * @param assignee login of who has taken it, null while nobody has
 * @param delegatedBy login of who lets the assignee do it for him, and gets it back; null unless it is so
 * @param dueAt null until its term is known
 * @param priority 0 to 100, 50 unless set
 * @param term what the model allows for this step, null where it says nothing
 */
public record OpenTask(
        String id,
        String caseNo,
        String processKey,
        String step,
        String stepName,
        Set<String> candidateGroups,
        Set<String> candidates,
        @Nullable String assignee,
        @Nullable String delegatedBy,
        Instant createdAt,
        @Nullable Instant dueAt,
        int priority,
        boolean suspended,
        @Nullable StepTerm term) {

    public OpenTask {
        candidateGroups = Set.copyOf(candidateGroups);
        candidates = Set.copyOf(candidates);
    }

    /**
     * The term of a step (环节时限) as its model gives it: the office's own, not the law's.
     *
     * @param unit {@code WORKING_DAY}, {@code CALENDAR_DAY}, {@code WORKING_HOUR}, {@code HOUR} or {@code MINUTE}
     * @param yellow how much of it is left when it turns yellow; null where the ordinary rule holds
     * @param warned who is told when it turns yellow and red, of {@link #WARNED}
     */
    public record StepTerm(
            int amount, String unit, @Nullable YellowTerm yellow, Set<String> warned) {

        /** Everybody who can be told: the handler, the head of the section, the head of the department, supervision. */
        public static final Set<String> WARNED = Set.of("HANDLER", "LEAD", "HEAD", "SUPERVISION");

        public StepTerm {
            warned = Set.copyOf(warned);
        }

        /** With the ordinary rule of warning: everybody is told. */
        public StepTerm(int amount, String unit) {
            this(amount, unit, null, WARNED);
        }
    }

    /**
     * How much of a term is left when it turns yellow.
     *
     * @param unit {@code WORKING_DAY}, {@code WORKING_HOUR}, {@code HOUR} or {@code PERCENT} of the term
     */
    public record YellowTerm(int amount, String unit) {

        /** What it may be counted in. */
        public static final Set<String> UNITS = Set.of("WORKING_DAY", "WORKING_HOUR", "HOUR", "PERCENT");
    }
}
