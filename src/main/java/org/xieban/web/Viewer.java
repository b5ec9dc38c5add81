package org.xieban.web;

/** What the frame shows of whoever is signed in; the principal of a signed-in officer implements it. */
public interface Viewer {

    /** The account's name. */
    String login();

    /** The person's name. */
    String name();

    /** Where he works, as he would say it: department and post; empty when there is none. */
    String place();

    /** Whether he may choose another place to work for. */
    default boolean mayChangePlace() {
        return false;
    }
}
