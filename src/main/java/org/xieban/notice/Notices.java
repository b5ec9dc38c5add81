package org.xieban.notice;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
        send(to, textKey, arguments, href, null);
    }

    /** @param mailedOf number of the case of which it is mailed too, at once; null where it is not */
    void send(Audience to, String textKey, List<?> arguments, String href, @Nullable String mailedOf) {
        Set<String> told = new LinkedHashSet<>();
        officers.findAll(to.logins()).stream().map(Officer::login).forEach(told::add);
        to.groups()
                .forEach(group ->
                        officers.membersOf(group).stream().map(Officer::login).forEach(told::add));
        Authentication sender = SecurityContextHolder.getContext().getAuthentication();
        if (sender != null) {
            told.remove(sender.getName());
        }
        store.add(told, textKey, arguments, href, mailedOf);
    }

    /**
     * What officers are told of a case, in the application and by mail.
     *
     * @param logins of enabled officers
     * @param textKey message key of what is told, one sentence
     * @param arguments of the message: text and whole numbers
     * @param href path within the application where the matter stands
     */
    public record Warning(List<String> logins, String caseNo, String textKey, List<?> arguments, String href) {

        public Warning {
            logins = List.copyOf(logins);
            arguments = List.copyOf(arguments);
        }
    }

    /** Sends warnings, in the transaction of what they tell of; whoever is signed in is warned like the others. */
    @Transactional
    public void warn(List<Warning> warnings) {
        store.add(warnings);
    }
}
