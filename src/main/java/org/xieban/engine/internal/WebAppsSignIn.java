package org.xieban.engine.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xieban.directory.SignedInOfficer;

/** Whoever is signed in to the product is signed in to Camunda's web apps and REST interface, as the same officer. */
@Configuration(proxyBeanMethods = false)
class WebAppsSignIn {

    /** After Spring Security's chain (-100) and before Camunda's own filters, which are registered unordered. */
    private static final int AFTER_SECURITY = 201;

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webAppsAuthentication() {
        var filter = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.setInitParameters(Map.of("authentication-provider", SignedIn.class.getName()));
        filter.setOrder(AFTER_SECURITY);
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        return filter;
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> restAuthentication(IdentityService identities) {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new RestAuthentication(identities));
        filter.setOrder(AFTER_SECURITY);
        filter.addUrlPatterns("/engine-rest/*");
        return filter;
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> onePageAtATime() {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new OnePageAtATime());
        filter.setOrder(AFTER_SECURITY - 1);
        filter.addUrlPatterns("/camunda/app/*");
        return filter;
    }

    /** Made by the filter, by its name. */
    public static class SignedIn implements AuthenticationProvider {

        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication == null || !(authentication.getPrincipal() instanceof SignedInOfficer officer)) {
                return AuthenticationResult.unsuccessful();
            }
            AuthenticationResult result = AuthenticationResult.successful(officer.login());
            result.setGroups(List.copyOf(officer.groups()));
            return result;
        }

        @Override
        public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
            // The sign-in page is the challenge, and stands before this filter.
        }
    }

    private static final class RestAuthentication extends OncePerRequestFilter {

        private final IdentityService identities;

        RestAuthentication(IdentityService identities) {
            this.identities = identities;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication == null || !(authentication.getPrincipal() instanceof SignedInOfficer officer)) {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                return;
            }
            identities.setAuthentication(officer.login(), List.copyOf(officer.groups()));
            try {
                chain.doFilter(request, response);
            } finally {
                identities.clearAuthentication();
            }
        }
    }

    /**
     * Camunda 7.24 keeps the nonce of a page's content security policy in the servlet context: two pages at once take
     * each other's, the browser then runs no script and the page stays blank. So pages are written one at a time; what
     * they load is not held up.
     */
    private static final class OnePageAtATime extends OncePerRequestFilter {

        private static final Pattern PAGE = Pattern.compile("/camunda/app/[a-z]+/[^/]+/");

        private final ReentrantLock page = new ReentrantLock();

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !PAGE.matcher(request.getServletPath()).matches();
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            page.lock();
            try {
                chain.doFilter(request, response);
            } finally {
                page.unlock();
            }
        }
    }
}
