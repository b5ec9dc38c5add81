package org.xieban;

import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * The token by which pages and scripts of ours are told from those of other sites, as a browser sends it. Spring's own
 * {@code csrf()} would put another store of tokens into the context that all tests share, and from then on no script in
 * a browser would be believed.
 */
public final class CrossSite {

    private static final String TOKEN = "token-of-a-test";

    private CrossSite() {}

    /** Sends the token with a request. */
    public static RequestPostProcessor csrf() {
        return sent(TOKEN);
    }

    /** Sends a token that is not the browser's, as another site would. */
    public static RequestPostProcessor forged() {
        return sent("token-of-another");
    }

    private static RequestPostProcessor sent(String header) {
        return request -> {
            List<Cookie> cookies = new ArrayList<>();
            if (request.getCookies() != null) {
                cookies.addAll(Arrays.asList(request.getCookies()));
            }
            cookies.add(new Cookie("XIEBAN-CSRF", TOKEN));
            request.setCookies(cookies.toArray(Cookie[]::new));
            request.addHeader("X-XIEBAN-CSRF", header);
            return request;
        };
    }
}
