package org.xieban.timelimit;

/**
 * How much is left of a term when its clock turns yellow, where a model says so; else one working day or a fifth of the
 * term, whichever comes first.
 *
 * @param amount at least 1; of {@link Unit#PERCENT} below 100
 */
record YellowRule(int amount, Unit unit) {

    /** What it is counted in. */
    enum Unit {
        WORKING_DAY,
        WORKING_HOUR,
        HOUR,
        /** Hundredths of the term. */
        PERCENT
    }

    YellowRule {
        if (amount < 1 || (unit == Unit.PERCENT && amount > 99)) {
            throw new IllegalArgumentException("yellow at " + amount + " " + unit);
        }
    }
}
