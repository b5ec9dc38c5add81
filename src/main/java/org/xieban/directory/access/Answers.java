package org.xieban.directory.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * What is said to whom may not come in, before any controller is reached: to people a page, to machines RFC 9457
 * problem details.
 */
@Component
class Answers {

    /** Request attribute with the code of the refusal, for the error page to say more than the status. */
    static final String CODE = "xieban.refusal";

    private final MessageSource messages;
    private final LocaleResolver locales;
    private final ObjectMapper json;

    Answers(MessageSource messages, LocaleResolver locales, ObjectMapper json) {
        this.messages = messages;
        this.locales = locales;
        this.json = json;
    }

    /** To a person. */
    void page(HttpServletRequest request, HttpServletResponse response, int status, String code) throws IOException {
        request.setAttribute(CODE, code);
        response.sendError(status);
    }

    /** To a machine. */
    void problem(HttpServletRequest request, HttpServletResponse response, int status, String code) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("status", status);
        body.put("code", code);
        body.put("detail", messages.getMessage("problem." + code, null, code, locales.resolveLocale(request)));
        body.put("instance", request.getRequestURI());
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(response.getWriter(), body);
    }

    /**
     * 401 to a machine. Browsers are not asked for Basic: they would keep the password and send it along with requests
     * that other sites make them send.
     */
    void unsigned(HttpServletRequest request, HttpServletResponse response, String code) throws IOException {
        if (!fromBrowser(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"xieban\", charset=\"UTF-8\"");
        }
        problem(request, response, HttpServletResponse.SC_UNAUTHORIZED, code);
    }

    static boolean fromBrowser(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return request.getHeader("Sec-Fetch-Mode") != null || (agent != null && agent.startsWith("Mozilla/"));
    }

    /** Whether a script of a page asked, which cannot follow a redirect to another page. */
    static boolean fromScript(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null
                || "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
    }

    /** Whether the request names a session that is no more. */
    static boolean sessionOver(HttpServletRequest request) {
        return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }
}
