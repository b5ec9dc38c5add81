package org.xieban.web;

import org.springframework.security.core.Authentication;

/** What the bell in the frame counts; without such a bean there is no bell. */
public interface Bell {

    /** How many notices the viewer has not read. */
    long unread(Authentication viewer);

    /** The page that lists them. */
    String href();
}
