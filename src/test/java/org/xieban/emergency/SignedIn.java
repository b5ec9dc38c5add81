package org.xieban.emergency;

import java.util.function.Supplier;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Does something as an officer who is signed in. */
public final class SignedIn {

    private final UserDetailsService people;

    public SignedIn(UserDetailsService people) {
        this.people = people;
    }

    public <T> T as(String login, Supplier<T> work) {
        UserDetails officer = people.loadUserByUsername(login);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
        try {
            return work.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    public void does(String login, Runnable work) {
        as(login, () -> {
            work.run();
            return true;
        });
    }
}
