package org.xieban.timelimit;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who is warned of a clock, one after the other; each once, in this order (经办人 → 科室负责人 → 分管领导 → 监察机构). Local
 * practice of electronic supervision, so what a model says of its steps goes before.
 */
public enum Rung {
    /** Whoever has the task; while nobody has, all who may take it. Told when the clock turns yellow. */
    HANDLER(1),
    /** The head of the section, when the clock turns red; at yellow already where nobody has taken the task. */
    LEAD(2),
    /** The leader in charge of the department, on the first working day after. */
    HEAD(3),
    /** The supervision office, on the second working day after. */
    SUPERVISION(4);

    private final int number;

    Rung(int number) {
        this.number = number;
    }

    static final Set<Rung> ALL = Collections.unmodifiableSet(EnumSet.allOf(Rung.class));

    /** 1 for the first. */
    int number() {
        return number;
    }

    /** Message key of its name on the screen. */
    public String textKey() {
        return "timelimit.rung." + name();
    }
}
