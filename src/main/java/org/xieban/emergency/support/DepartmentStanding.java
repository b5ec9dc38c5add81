package org.xieban.emergency.support;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.resource.Resources;

/**
 * How near and how free a department is.
 *
 * @param openOrders how many directives of whatever event it has that are neither completed nor withdrawn
 * @param onDuty logins of who is on duty there; empty where the roster names nobody
 * @param metres from its seat to the event; null where one of both has no coordinates
 * @param nearest of its resources the nearest that can be had; null where it has none
 */
public record DepartmentStanding(
        String department,
        long openOrders,
        List<String> onDuty,
        @Nullable Long metres,
        Resources.@Nullable Near nearest) {

    /** The free before the busy; of those who are as free as each other the nearer first. */
    static final Comparator<DepartmentStanding> NEAR_AND_FREE = Comparator.comparing(DepartmentStanding::load)
            .thenComparing(DepartmentStanding::metres, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(DepartmentStanding::ordersEach)
            .thenComparing(DepartmentStanding::department);

    public DepartmentStanding {
        onDuty = List.copyOf(onDuty);
    }

    /** How much is in the hands of those who are there. */
    public enum Load {
        FREE("good"),
        /** Not more than one directive for each who is on duty. */
        BUSY("warn"),
        OVERLOADED("bad"),
        /** Nobody is on duty. */
        UNATTENDED("bad");

        private final String style;

        Load(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "emergency.support.load." + name();
        }
    }

    public Load load() {
        return onDuty.isEmpty()
                ? Load.UNATTENDED
                : openOrders == 0 ? Load.FREE : openOrders <= onDuty.size() ? Load.BUSY : Load.OVERLOADED;
    }

    /** How many open directives there are for each who is on duty; where nobody is, all of them. */
    public double ordersEach() {
        return (double) openOrders / Math.max(1, onDuty.size());
    }
}
