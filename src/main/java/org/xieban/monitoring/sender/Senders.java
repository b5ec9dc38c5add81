package org.xieban.monitoring.sender;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.xieban.directory.SignedInOfficer;

/** The systems outside that send by themselves. */
@Component
public class Senders {

    private final Map<String, Sender> byLogin;

    Senders(SenderSettings settings) {
        this.byLogin = settings.systems().stream().collect(Collectors.toMap(Sender::login, Function.identity()));
    }

    /** All that are set up. */
    public Collection<Sender> all() {
        return byLogin.values();
    }

    /** The one with whose account somebody is signed in; empty where a person, or nobody, is. */
    public Optional<Sender> signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInOfficer officer
                ? Optional.ofNullable(byLogin.get(officer.login()))
                : Optional.empty();
    }
}
