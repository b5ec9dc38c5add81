package org.xieban.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/** Puts what went wrong into words: problem details (RFC 9457) for callers of the API, and the texts of error pages. */
@Component
public class Problems {

    /**
     * Request attribute: code of a refusal that was answered with a bare status before any controller was reached, for
     * the error page to say more than the status.
     */
    public static final String CODE = "xieban.refusal";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final MessageSource messages;
    private final LocaleResolver locales;
    private final ObjectMapper json;

    Problems(MessageSource messages, LocaleResolver locales, ObjectMapper json) {
        this.messages = messages;
        this.locales = locales;
        this.json = json;
    }

    /**
     * Answers a call of the API, or of any other machine, with a problem.
     *
     * @param code its text is the message {@code problem.<code>}
     */
    public void write(
            HttpServletRequest request, HttpServletResponse response, int status, String code, Object... arguments)
            throws IOException {
        write(request, response, Problem.of(status, code, arguments));
    }

    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        log(request, problem);
        Locale locale = locales.resolveLocale(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        HttpStatus known = HttpStatus.resolve(problem.status());
        if (known != null) {
            body.put("title", known.getReasonPhrase());
        }
        body.put("status", problem.status());
        body.put("code", problem.code());
        body.put("detail", text(problem, locale));
        body.put("instance", Api.path(request));
        if (!problem.errors().isEmpty()) {
            body.put(
                    "errors",
                    problem.errors().stream().map(error -> words(error, locale)).toList());
        }
        if (problem.status() >= 500) {
            body.put("reference", Correlation.reference(request));
        }
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }

    /** The text of a problem in the reader's language; the code where it has no text. */
    String text(Problem problem, Locale locale) {
        return text(problem.code(), problem.arguments(), locale);
    }

    Map<String, String> words(Refusal.FieldError error, Locale locale) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("field", error.field());
        words.put("code", error.code());
        words.put("message", text(error.code(), error.arguments(), locale));
        return words;
    }

    void log(HttpServletRequest request, Problem problem) {
        if (problem.cause() != null) {
            LOG.error("{} {} failed", request.getMethod(), Api.path(request), problem.cause());
        } else {
            LOG.debug("{} {}: {} {}", request.getMethod(), Api.path(request), problem.status(), problem.code());
        }
    }

    private String text(String code, List<Object> arguments, Locale locale) {
        String text = messages.getMessage("problem." + code, arguments.toArray(), null, locale);
        if (text == null) {
            LOG.warn("no text for problem.{}", code);
            return code;
        }
        return text;
    }
}
