package org.xieban.engine.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.filter.headersec.provider.impl.ContentSecurityPolicyProvider;
import org.jspecify.annotations.Nullable;
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
    static final int AFTER_SECURITY = 201;

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
    FilterRegistrationBean<OncePerRequestFilter> nonceOfItsOwn() {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new NonceOfItsOwn());
        filter.setOrder(AFTER_SECURITY - 1);
        filter.addUrlPatterns("/camunda/*");
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
     * Camunda 7.24 keeps the nonce of a page's content security policy in the servlet context, and makes a new one for
     * whatever else is asked for meanwhile: the browser then runs no script and the page stays blank. So each request
     * sees a servlet context with a nonce of its own.
     */
    private static final class NonceOfItsOwn extends OncePerRequestFilter {

        private static final String NONCE = ContentSecurityPolicyProvider.ATTR_CSP_FILTER_NONCE;

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            ServletContext seen = withNonceOfItsOwn(request.getServletContext());
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public ServletContext getServletContext() {
                            return seen;
                        }
                    },
                    response);
        }

        private static ServletContext withNonceOfItsOwn(ServletContext context) {
            AtomicReference<@Nullable Object> nonce = new AtomicReference<>();
            return (ServletContext) Proxy.newProxyInstance(
                    NonceOfItsOwn.class.getClassLoader(),
                    new Class<?>[] {ServletContext.class},
                    (proxy, method, arguments) -> {
                        if (arguments != null && arguments.length > 0 && NONCE.equals(arguments[0])) {
                            return arguments.length == 1 ? nonce.get() : nonce.getAndSet(arguments[1]);
                        }
                        try {
                            return method.invoke(context, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
