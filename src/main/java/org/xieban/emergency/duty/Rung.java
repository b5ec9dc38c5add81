package org.xieban.emergency.duty;

/**
 * One who is to be reached for a department, as long as nobody before him has answered.
 *
 * @param phone of the shift that names him; empty where no shift does
 */
public record Rung(Kind kind, String login, String name, String phone) {

    /** Why he stands there. */
    public enum Kind {
        /** On duty now (值班员). */
        ON_DUTY,
        /** Next on the roster. */
        NEXT,
        /** The leader in charge (带班领导). */
        LEADER,
        /** Leads the department, whose roster names nobody. */
        HEAD;

        public String textKey() {
            return "emergency.duty.rung." + name();
        }
    }
}
