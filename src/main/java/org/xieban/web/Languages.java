package org.xieban.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * Chinese first, English by switch. A page does not ask the browser: office machines are set up in whatever language
 * they came in. Callers of the API have no switch, so there {@code Accept-Language} counts.
 */
class Languages extends CookieLocaleResolver {

    static final String PARAMETER = "lang";
    static final Locale FIRST = Locale.SIMPLIFIED_CHINESE;
    private static final Locale SECOND = Locale.ENGLISH;
    private static final List<Locale> KNOWN = List.of(FIRST, SECOND);

    Languages() {
        super("xieban-language");
        setCookieMaxAge(Duration.ofDays(365));
        // Camunda's web apps follow it in the browser (js/web-apps.js)
        setCookieHttpOnly(false);
        setCookieSameSite("Lax");
        setRejectInvalidCookies(false);
        setDefaultLocaleFunction(Languages::withoutSwitch);
    }

    /** The language the switch offers to a reader of the given one. */
    static Locale other(Locale current) {
        return SECOND.getLanguage().equals(current.getLanguage()) ? FIRST : SECOND;
    }

    @Override
    protected Locale parseLocaleValue(String value) {
        return known(value);
    }

    private static Locale withoutSwitch(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (accepted == null || !Api.isCall(request)) {
            return FIRST;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(accepted), List.of(SECOND, Locale.CHINESE, FIRST));
            return best == null ? FIRST : known(best.toLanguageTag());
        } catch (IllegalArgumentException e) {
            return FIRST;
        }
    }

    /** @throws IllegalArgumentException for a language that the product does not speak */
    private static Locale known(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return KNOWN.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a language of this product"));
    }

    /** The switch itself: {@code ?lang=en} on any page; anything it does not know changes nothing. */
    static class Switch extends LocaleChangeInterceptor {

        Switch() {
            setParamName(PARAMETER);
            setIgnoreInvalidLocale(true);
        }

        @Override
        protected Locale parseLocaleValue(String value) {
            return known(value);
        }
    }
}
