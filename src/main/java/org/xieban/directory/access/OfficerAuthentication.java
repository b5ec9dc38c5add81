package org.xieban.directory.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.xieban.directory.SignedInOfficer;

/** Asks {@link SignIn}, for one channel. */
class OfficerAuthentication implements AuthenticationProvider {

    private final SignIn signIn;
    private final SignIn.Channel channel;

    OfficerAuthentication(SignIn signIn, SignIn.Channel channel) {
        this.signIn = signIn;
        this.channel = channel;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        if (!(request.getPrincipal() instanceof String login)
                || !(request.getCredentials() instanceof String password)) {
            throw new BadCredentialsException("refused");
        }
        SignIn.Admitted admitted = signIn.admit(login, password, channel, address(request));
        UsernamePasswordAuthenticationToken result = signedIn(admitted.officer());
        result.setDetails(admitted.previous());
        return result;
    }

    /** The authentication of an officer who has been let in. */
    static UsernamePasswordAuthenticationToken signedIn(SignedInOfficer officer) {
        return UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities());
    }

    private static @Nullable String address(Authentication request) {
        return request.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
