package org.xieban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

/**
 * Puts the fingerprints of static files into their addresses as pages are written. Spring asks the file system of every
 * link whether it leads to a file, and asks again at the next one; whatever is no static file's is left alone here, which
 * was a quarter of the time that the page of a list took.
 */
class FingerprintedAddresses extends ResourceUrlEncodingFilter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        super.doFilter(
                request,
                response,
                (within, answer) -> chain.doFilter(
                        within, new OfStaticFiles((HttpServletRequest) within, (HttpServletResponse) answer)));
    }

    private static final class OfStaticFiles extends HttpServletResponseWrapper {

        private final String context;

        OfStaticFiles(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.context = request.getContextPath();
        }

        /** Sessions are kept by cookies alone, so that nothing else is ever added to an address. */
        @Override
        public String encodeURL(String address) {
            return isStatic(address) ? super.encodeURL(address) : address;
        }

        private boolean isStatic(String address) {
            return address.startsWith(context)
                    && Arrays.stream(StaticFiles.PATHS)
                            .anyMatch(
                                    path -> address.startsWith(path.substring(0, path.length() - 1), context.length()));
        }
    }
}
