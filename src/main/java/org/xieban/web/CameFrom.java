package org.xieban.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Where a visitor came from, for links that lead back there. */
public final class CameFrom {

    private CameFrom() {}

    /** Path and query of the page of ours that the visitor came from; null where he came from none, or from this one. */
    public static @Nullable String page(HttpServletRequest request) {
        String referrer = request.getHeader(HttpHeaders.REFERER);
        if (referrer == null) {
            return null;
        }
        try {
            URI from = URI.create(referrer);
            String host = from.getPort() < 0 ? from.getHost() : from.getHost() + ":" + from.getPort();
            String path = from.getRawPath();
            return path != null
                            && path.startsWith("/")
                            && !path.startsWith("//")
                            && host != null
                            && host.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST))
                            // back to a page that failed to open would lead here again
                            && !("GET".equals(request.getMethod()) && path.equals(Api.path(request)))
                    ? path + (from.getRawQuery() == null ? "" : "?" + from.getRawQuery())
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
