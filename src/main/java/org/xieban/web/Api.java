package org.xieban.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** What sets calls of the API apart from visits to pages. */
final class Api {

    /** Path under which all calls of the API live. */
    static final String ROOT = "/api/";

    private Api() {}

    /** Whether the request, or the request whose failure is being answered, is a call of the API. */
    static boolean isCall(HttpServletRequest request) {
        String uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
        return uri.startsWith(request.getContextPath() + ROOT);
    }
}
