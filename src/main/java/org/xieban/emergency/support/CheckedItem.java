package org.xieban.emergency.support;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.directive.Directive;

/**
 * What the plan demands, and whether it is done.
 *
 * @param item code of the item of the plan
 * @param orders what was ordered for it, what was withdrawn left out
 * @param tick null where nobody ticked it by hand
 */
public record CheckedItem(
        String item,
        String text,
        List<Directive> orders,
        @Nullable Tick tick) {

    /**
     * That somebody says it is done.
     *
     * @param by login
     * @param note what there is to say; empty for nothing
     */
    public record Tick(String by, Instant at, String note) {}

    /** How it stands. */
    public enum State {
        /** Nobody was ordered. */
        OPEN,
        UNDER_WAY,
        DONE;

        public String textKey() {
            return "emergency.support.item." + name();
        }

        /** The class by which it is drawn. */
        public String style() {
            return switch (this) {
                case OPEN -> "bad";
                case UNDER_WAY -> "warn";
                case DONE -> "good";
            };
        }
    }

    /** Done where it was ticked, or all that was ordered for it is completed. */
    public State state() {
        if (tick != null) {
            return State.DONE;
        }
        if (orders.isEmpty()) {
            return State.OPEN;
        }
        return orders.stream().allMatch(each -> each.state() == Directive.State.COMPLETED)
                ? State.DONE
                : State.UNDER_WAY;
    }
}
