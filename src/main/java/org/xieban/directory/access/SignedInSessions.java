package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.xieban.directory.SignedInOfficer;

/** Replaces who is signed in with the same officer as he is now. */
@Component
class SignedInSessions {

    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    /** For this request, and for those that follow in its session. */
    void replace(SignedInOfficer officer, HttpServletRequest request, HttpServletResponse response) {
        Authentication authentication = OfficerAuthentication.signedIn(officer);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
