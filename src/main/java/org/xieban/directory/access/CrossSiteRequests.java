package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Protection against requests that other sites make a browser send. The token lives in a cookie, so that a sign-in page
 * that was left open over night still works; a form sends it masked (BREACH), a script as it stands in the cookie.
 */
final class CrossSiteRequests {

    /** Camunda's web apps use the usual name, {@code XSRF-TOKEN}, with a token of their own. */
    static final String COOKIE = "XIEBAN-CSRF";

    static final String HEADER = "X-XIEBAN-CSRF";

    private CrossSiteRequests() {}

    static void protect(CsrfConfigurer<HttpSecurity> csrf) {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName(COOKIE);
        tokens.setHeaderName(HEADER);
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        csrf.csrfTokenRepository(tokens).csrfTokenRequestHandler(new FormOrScript());
    }

    /**
     * The same for machines too: a request that brings its own credentials was not made up by another site, unless the
     * browser says that it comes from one.
     */
    static void protectUnlessAuthorised(CsrfConfigurer<HttpSecurity> csrf) {
        protect(csrf);
        RequestMatcher authorised = request -> request.getHeader(HttpHeaders.AUTHORIZATION) != null
                && !"cross-site".equals(request.getHeader("Sec-Fetch-Site"));
        csrf.requireCsrfProtectionMatcher(
                request -> CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request) && !authorised.matches(request));
    }

    private static final class FormOrScript implements CsrfTokenRequestHandler {

        private final CsrfTokenRequestHandler plain = new CsrfTokenRequestAttributeHandler();
        private final CsrfTokenRequestHandler masked = new XorCsrfTokenRequestAttributeHandler();

        @Override
        public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
            masked.handle(request, response, token);
        }

        @Override
        public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
            String header = request.getHeader(token.getHeaderName());
            String unmasked = masked.resolveCsrfTokenValue(request, token);
            // a script may send what stands in the cookie, or the masked one of the page it belongs to
            return header != null && unmasked == null ? plain.resolveCsrfTokenValue(request, token) : unmasked;
        }
    }
}
