package org.xieban.web;

import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * One entry of the side bar; a module contributes a bean for each of its pages.
 *
 * @param section where it stands
 * @param order its place within the section, ascending
 * @param textKey message key of its text
 * @param href path within the application
 * @param icon name of the Tabler icon without the {@code ti-} prefix
 * @param authorities it is shown to who holds one of them ({@code ROLE_CLERK}); to everybody signed in when empty
 * @param count the number shown beside it, null for none
 */
public record NavigationEntry(
        Section section,
        int order,
        String textKey,
        String href,
        String icon,
        Set<String> authorities,
        @Nullable ToLongFunction<Authentication> count) {

    public NavigationEntry {
        authorities = Set.copyOf(authorities);
    }

    /** The parts of the side bar, in their order; the heading of each is the message {@code navigation.<name>}. */
    public enum Section {
        WORK,
        BUSINESS,
        EMERGENCY,
        SUPERVISION,
        ADMINISTRATION,
        PLATFORM
    }
}
