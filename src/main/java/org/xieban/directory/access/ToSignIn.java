package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends a person who is not signed in to the sign-in page, and says so when it is his session that ended. */
class ToSignIn implements AuthenticationEntryPoint {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        send(request, response, Answers.sessionOver(request) ? "expired" : null);
    }

    /**
     * Sends to the sign-in page.
     *
     * @param why its query, null for none
     */
    static void send(HttpServletRequest request, HttpServletResponse response, @Nullable String why)
            throws IOException {
        String target = request.getContextPath() + "/sign-in" + (why == null ? "" : "?" + why);
        if (Answers.fromScript(request)) {
            // htmx then loads the page as a whole instead of putting it into a part
            response.setHeader("HX-Redirect", target);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect(target);
        }
    }
}
