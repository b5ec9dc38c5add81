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
        return path(request).startsWith(ROOT);
    }

    /** Path that was asked for within the application, also while its failure is being answered. */
    static String path(HttpServletRequest request) {
        String uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
        return uri.substring(request.getContextPath().length());
    }
}
