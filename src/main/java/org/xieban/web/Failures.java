package org.xieban.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers everything that fails: callers of the API with problem details, people with a page, htmx with a message. */
@Controller
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class Failures implements ErrorController {

    private final Problems problems;
    private final LocaleResolver locales;

    Failures(Problems problems, LocaleResolver locales) {
        this.problems = problems;
        this.locales = locales;
    }

    /** What a controller throws. */
    @ExceptionHandler
    @Nullable
    ModelAndView thrown(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (failure instanceof AsyncRequestNotUsableException || response.isCommitted()) {
            // nobody is listening any more
            return null;
        }
        if (failure instanceof AuthenticationException
                || (failure instanceof AccessDeniedException
                        && Frame.authentication().isEmpty())) {
            // the security chain leads to the sign-in
            throw failure;
        }
        if (failure instanceof HttpRequestMethodNotSupportedException unsupported
                && unsupported.getSupportedHttpMethods() != null) {
            response.setHeader(
                    HttpHeaders.ALLOW,
                    String.join(
                            ", ",
                            unsupported.getSupportedHttpMethods().stream()
                                    .map(HttpMethod::name)
                                    .toList()));
        }
        return answer(ProblemReading.of(failure), request, response);
    }

    /** What is refused or fails outside controllers; the server comes here with a status. */
    @RequestMapping("/error")
    @Nullable
    ModelAndView dispatched(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known ? known : 404;
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return answer(ProblemReading.of(failure), request, response);
        }
        if (request.getAttribute(Problems.CODE) instanceof String code) {
            return answer(Problem.of(status, code), request, response);
        }
        return answer(ProblemReading.ofStatus(status), request, response);
    }

    private @Nullable ModelAndView answer(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // also where a file was asked for that browsers would keep for a year
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (Api.isCall(request) || wantsJson(request)) {
            problems.write(request, response, problem);
            return null;
        }
        problems.log(request, problem);
        response.setStatus(problem.status());
        Locale locale = locales.resolveLocale(request);
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Retarget", "#content");
            response.setHeader("HX-Reswap", "afterbegin");
            return new ModelAndView(
                    "web/refused",
                    Map.of("text", problems.text(problem, locale)),
                    HttpStatusCode.valueOf(problem.status()));
        }
        ModelAndView page = new ModelAndView("error");
        page.addObject("status", problem.status());
        page.addObject("signedIn", Frame.authentication().isPresent());
        Look look = Look.of(problem.status());
        page.addObject("titleKey", "web.error." + look.name());
        page.addObject("icon", look.icon);
        page.addObject("text", problems.text(problem, locale));
        page.addObject(
                "errors",
                problem.errors().stream()
                        .map(error -> problems.words(error, locale))
                        .toList());
        page.addObject("back", CameFrom.page(request));
        page.addObject("reference", Correlation.reference(request));
        return page;
    }

    /** How an error page looks, by the kind of trouble; its heading is the message {@code web.error.<name>}. */
    private enum Look {
        FORBIDDEN("lock"),
        NOT_FOUND("map-question"),
        REFUSED("alert-triangle"),
        UNAVAILABLE("tool"),
        FAILED("bug");

        private final String icon;

        Look(String icon) {
            this.icon = icon;
        }

        static Look of(int status) {
            return switch (status) {
                case 401, 403 -> FORBIDDEN;
                case 404 -> NOT_FOUND;
                case 503 -> UNAVAILABLE;
                default -> status < 500 ? REFUSED : FAILED;
            };
        }
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && !accept.contains(MediaType.TEXT_HTML_VALUE)
                && Arrays.stream(accept.split(","))
                        .anyMatch(type -> type.strip().matches("application/([a-z.]+\\+)?json.*"));
    }
}
