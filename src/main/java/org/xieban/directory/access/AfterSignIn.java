package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;

/** Leads to the page that was wanted, and says there when and from where the account was used before. */
class AfterSignIn implements AuthenticationSuccessHandler {

    private static final String START = "/start";

    private final RequestCache wanted;
    private final SessionFlashMapManager flashes = new SessionFlashMapManager();

    AfterSignIn(RequestCache wanted) {
        this.wanted = wanted;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        if (authentication.getPrincipal() instanceof SignedInOfficer officer && officer.mustChangePassword()) {
            response.sendRedirect(request.getContextPath() + "/account/password");
            return;
        }
        SavedRequest saved = wanted.getRequest(request, response);
        wanted.removeRequest(request, response);
        String target = saved == null ? request.getContextPath() + START : saved.getRedirectUrl();
        if (authentication.getDetails() instanceof PreviousSignIn previous) {
            flashes.saveOutputFlashMap(message(previous, target), request, response);
        }
        response.sendRedirect(target);
    }

    private static FlashMap message(PreviousSignIn previous, String target) {
        FlashMap flash = new FlashMap();
        // else the next request of all would take it, be it for a picture
        flash.setTargetRequestPath(URI.create(target).getPath());
        if (previous.at() == null) {
            flash.put("message", "directory.signIn.first");
            flash.put("messageArgs", new Object[] {});
        } else {
            flash.put(
                    "message",
                    previous.failures() == 0 ? "directory.signIn.previous" : "directory.signIn.previousWithFailures");
            flash.put("messageArgs", new Object[] {
                OfficialTime.minute(previous.at()),
                previous.address() == null ? "?" : previous.address(),
                previous.failures()
            });
        }
        return flash;
    }
}
