package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.xieban.web.Problems;

/** What is said to whom may not come in, before any controller is reached: a page to people, a problem to machines. */
@Component
class Answers {

    private final Problems problems;

    Answers(Problems problems) {
        this.problems = problems;
    }

    /** To a person. */
    void page(HttpServletRequest request, HttpServletResponse response, int status, String code) throws IOException {
        request.setAttribute(Problems.CODE, code);
        response.sendError(status);
    }

    /** To a machine. */
    void problem(HttpServletRequest request, HttpServletResponse response, int status, String code) throws IOException {
        problems.write(request, response, status, code);
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
