package org.xieban.monitoring.sender;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xieban.web.Problems;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SenderSettings.class)
class SenderConfiguration {

    private static final Set<String> SENDING = Set.of("/api/v1/readings", "/api/v1/events");

    /** Whoever has the account of a system that sends may send with it, whatever its role would open to a person. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> sendersOnlySend(Senders senders, Problems problems) {
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws ServletException, IOException {
                        if (senders.signedIn().isPresent() && !sends(request)) {
                            problems.write(request, response, HttpServletResponse.SC_FORBIDDEN, "sender.only");
                        } else {
                            chain.doFilter(request, response);
                        }
                    }
                });
        // as soon as it is known who asks
        registration.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
        return registration;
    }

    private static boolean sends(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod())
                && SENDING.contains(request.getRequestURI()
                        .substring(request.getContextPath().length()));
    }
}
