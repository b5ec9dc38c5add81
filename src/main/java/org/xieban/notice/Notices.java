package org.xieban.notice;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;

/** Tells officers what they should know. */
@Component
public class Notices {

    private final OfficerNotices store;
    private final Officers officers;

    Notices(OfficerNotices store, Officers officers) {
        this.store = store;
        this.officers = officers;
    }

    /**
     * Sends a notice, in the transaction of what it tells of. Whoever is signed in is left out: he knows what he has
     * just done. A login that nobody has, and a group without members, are no error.
     *
     * @param textKey message key of what is told, one sentence
     * @param arguments of the message: text and whole numbers
     * @param href path within the application where the matter stands
     */
    @Transactional
    public void send(Audience to, String textKey, List<?> arguments, String href) {
        Set<String> told = new LinkedHashSet<>();
        officers.findAll(to.logins()).stream().map(Officer::login).forEach(told::add);
        to.groups()
                .forEach(group ->
                        officers.membersOf(group).stream().map(Officer::login).forEach(told::add));
        Authentication sender = SecurityContextHolder.getContext().getAuthentication();
        if (sender != null) {
            told.remove(sender.getName());
        }
        store.add(told, textKey, arguments, href);
    }
}
