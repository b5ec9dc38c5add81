package org.xieban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A file whose name carries the hash of its content is kept by browsers for a year; one asked for by its plain name is
 * asked for again, so that nobody sees last month's scripts with today's pages.
 */
class StaticFiles extends OncePerRequestFilter {

    static final String[] PATHS = {"/css/*", "/js/*", "/vendor/*", "/images/*"};

    private static final Pattern HASHED = Pattern.compile(".*-[0-9a-f]{32}\\.[a-z0-9]+");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean hashed = HASHED.matcher(request.getRequestURI()).matches();
        response.setHeader(HttpHeaders.CACHE_CONTROL, hashed ? "public, max-age=31536000, immutable" : "no-cache");
        chain.doFilter(request, response);
    }
}
