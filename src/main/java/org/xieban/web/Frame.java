package org.xieban.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import org.xieban.web.NavigationEntry.Section;

/**
 * What stands around every page, asked for by the layout as {@code @frame}. Templates ask a bean and not the model,
 * because error pages and pages without a controller have the frame too.
 */
@Component("frame")
class Frame {

    /** A part of the side bar; the first, work, stands without a heading. */
    record Part(String name, @Nullable String headingKey, List<Entry> entries) {}

    /** A line of the side bar as this viewer sees it on this page; {@code away} leads out of our own pages. */
    record Entry(
            String textKey,
            String href,
            String icon,
            @Nullable Long count,
            boolean current,
            boolean away) {}

    private record Stranger(String login) implements Viewer {
        @Override
        public String name() {
            return login;
        }

        @Override
        public String place() {
            return "";
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Frame.class);

    private final ObjectProvider<NavigationEntry> entries;
    private final ObjectProvider<Bell> bell;

    Frame(ObjectProvider<NavigationEntry> entries, ObjectProvider<Bell> bell) {
        this.entries = entries;
        this.bell = bell;
    }

    public boolean signedIn() {
        return authentication().isPresent();
    }

    public Viewer viewer() {
        return authentication()
                .map(viewer -> viewer.getPrincipal() instanceof Viewer known ? known : new Stranger(viewer.getName()))
                .orElseGet(() -> new Stranger(""));
    }

    /** The side bar of whoever is signed in, without parts that would be empty for him. */
    public List<Part> sections() {
        Authentication viewer = authentication().orElse(null);
        if (viewer == null) {
            return List.of();
        }
        List<NavigationEntry> visible = entries.stream()
                .filter(entry -> mayUse(viewer, entry.authorities()))
                .sorted(Comparator.comparing(NavigationEntry::section)
                        .thenComparing(NavigationEntry::order)
                        .thenComparing(NavigationEntry::href))
                .toList();
        String current = currentHref(visible);
        return Arrays.stream(Section.values())
                .map(section -> new Part(
                        section.name(),
                        section == Section.WORK ? null : "navigation." + section.name(),
                        visible.stream()
                                .filter(entry -> entry.section() == section)
                                .map(entry -> new Entry(
                                        entry.textKey(),
                                        entry.href(),
                                        entry.icon(),
                                        countOrNull(entry.count(), viewer, entry.href()),
                                        entry.href().equals(current),
                                        section == Section.PLATFORM))
                                .toList()))
                .filter(part -> !part.entries().isEmpty())
                .toList();
    }

    /** Unread notices, null where nobody counts them. */
    public @Nullable Long unread() {
        Authentication viewer = authentication().orElse(null);
        Bell counter = bell.getIfAvailable();
        return viewer == null || counter == null ? null : countOrNull(counter::unread, viewer, counter.href());
    }

    public @Nullable String noticesHref() {
        Bell counter = bell.getIfAvailable();
        return counter == null ? null : counter.href();
    }

    public String otherLanguage() {
        return Languages.other(LocaleContextHolder.getLocale()).toLanguageTag();
    }

    /** The page one is on, in the other language. */
    public String otherLanguageHref() {
        HttpServletRequest request = request();
        UriComponentsBuilder here = UriComponentsBuilder.fromPath(request.getContextPath() + Api.path(request));
        if (request.getQueryString() != null) {
            here.query(request.getQueryString());
        }
        return here.replaceQueryParam(Languages.PARAMETER, otherLanguage())
                .build()
                .toUriString();
    }

    /** Arguments of a message as a flash attribute carries them: one, several, or none. */
    public Object[] arguments(@Nullable Object given) {
        if (given == null) {
            return new Object[0];
        }
        if (given instanceof Object[] several) {
            return several;
        }
        return given instanceof Collection<?> several ? several.toArray() : new Object[] {given};
    }

    static boolean mayUse(Authentication viewer, Set<String> authorities) {
        return authorities.isEmpty()
                || viewer.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(authorities::contains);
    }

    static Optional<Authentication> authentication() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(Authentication::isAuthenticated)
                .filter(viewer -> !(viewer instanceof AnonymousAuthenticationToken));
    }

    /** What waits there for the viewer; null where that is not counted, or cannot be counted just now. */
    static @Nullable Long countOrNull(
            @Nullable ToLongFunction<Authentication> count, Authentication viewer, String where) {
        if (count == null) {
            return null;
        }
        try {
            return count.applyAsLong(viewer);
        } catch (RuntimeException e) {
            // a number beside a link is not worth losing the page, least of all the page that reports the trouble
            LOG.warn("cannot count {}", where, e);
            return null;
        }
    }

    /** Of entries that lead to this page or above it, the nearest; one with parameters leads to the page with these. */
    private static @Nullable String currentHref(List<NavigationEntry> visible) {
        HttpServletRequest request = request();
        String path = Api.path(request);
        return visible.stream()
                .map(NavigationEntry::href)
                .filter(href -> leadsTo(href, path, request))
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }

    private static boolean leadsTo(String href, String path, HttpServletRequest request) {
        int query = href.indexOf('?');
        if (query < 0) {
            return path.equals(href) || path.startsWith(href + "/");
        }
        return path.equals(href.substring(0, query))
                && UriComponentsBuilder.fromUriString(href).build().getQueryParams().entrySet().stream()
                        .allMatch(parameter -> parameter.getValue().equals(valuesOf(request, parameter.getKey())));
    }

    private static List<String> valuesOf(HttpServletRequest request, String parameter) {
        String[] values = request.getParameterValues(parameter);
        return values == null ? List.of() : List.of(values);
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }
}
