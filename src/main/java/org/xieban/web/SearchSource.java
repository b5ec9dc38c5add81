package org.xieban.web;

import java.util.List;
import java.util.Locale;
import org.springframework.security.core.Authentication;

/** What the search field in the frame finds; a module contributes a bean for what it knows. */
public interface SearchSource {

    /** Message key of what it finds, the heading of its hits. */
    String headingKey();

    /**
     * At most {@code limit} hits, best first; empty for whoever may not see this module's things.
     *
     * @param query what was typed, stripped, 1 to 100 characters
     */
    List<Hit> search(String query, Authentication viewer, Locale locale, int limit);

    /** A hit: what it is called, what sets it apart from others of its name, and where it is. */
    record Hit(String title, String description, String href) {}
}
