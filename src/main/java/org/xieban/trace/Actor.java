package org.xieban.trace;

import org.jspecify.annotations.Nullable;

/**
 * Who acted: an officer for his department, a citizen, or the product itself.
 *
 * @param id the login of an officer; {@code system} where nobody acted
 * @param name the name as it stood when he acted
 * @param department the code of the department he acted for, null where he acts for none
 */
public record Actor(String id, String name, @Nullable String department) {

    /** The product itself: timers, start-up, deployment. */
    public static final Actor SYSTEM = new Actor("system", "系统", null);

    /** What a principal of Spring Security implements so that its acts bear its name. */
    public interface Acting {
        Actor actor();
    }
}
