package org.xieban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request a reference, which stands in each line of the log that the request causes, in the response and
 * on the error page: whoever reports trouble names it on the telephone, so it has neither 0 and O nor 1, I and L.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Correlation extends OncePerRequestFilter {

    /** The key under which the log knows it. */
    static final String KEY = "reference";

    private static final String HEADER = "X-Request-Id";
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 10;

    private final RandomGenerator random = new SecureRandom();

    /** The reference of a request. */
    static String reference(HttpServletRequest request) {
        return request.getAttribute(Correlation.class.getName()) instanceof String reference ? reference : "-";
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String reference = random.ints(LENGTH, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, n) -> text.append(LETTERS.charAt(n)), StringBuilder::append)
                .toString();
        request.setAttribute(Correlation.class.getName(), reference);
        response.setHeader(HEADER, reference);
        try (MDC.MDCCloseable ignored = MDC.putCloseable(KEY, reference)) {
            chain.doFilter(request, response);
        }
    }
}
