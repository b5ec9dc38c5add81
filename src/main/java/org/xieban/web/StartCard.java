package org.xieban.web;

import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * One thing to do on the start page of those whose work it is; a module contributes a bean for each.
 *
 * @param order its place, ascending: what is most urgent comes first
 * @param titleKey message key of the thing to do, a verb phrase
 * @param textKey message key of one sentence that says when and why
 * @param href where it is done
 * @param icon name of the Tabler icon without the {@code ti-} prefix
 * @param authorities it is shown to who holds one of them
 * @param count how much of it waits, null where that cannot be said
 */
public record StartCard(
        int order,
        String titleKey,
        String textKey,
        String href,
        String icon,
        Set<String> authorities,
        @Nullable ToLongFunction<Authentication> count) {

    public StartCard {
        authorities = Set.copyOf(authorities);
    }
}
