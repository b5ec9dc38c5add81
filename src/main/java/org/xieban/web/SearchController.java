package org.xieban.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the search field in the frame finds, by kind of thing. */
@Controller
class SearchController {

    /** Hits of one source. */
    record Group(String headingKey, List<Found> hits, boolean more) {}

    record Found(List<Piece> title, List<Piece> description, String href) {}

    /** A piece of text, and whether it is what was searched for. */
    record Piece(String text, boolean sought) {}

    static final int LONGEST = 100;
    private static final int PER_SOURCE = 10;
    private static final Logger LOG = LoggerFactory.getLogger(SearchController.class);

    private final ObjectProvider<SearchSource> sources;

    SearchController(ObjectProvider<SearchSource> sources) {
        this.sources = sources;
    }

    @GetMapping("/search")
    String search(
            @RequestParam(name = "q", defaultValue = "") String typed,
            Authentication viewer,
            Locale locale,
            Model model) {
        String query = typed.strip().replaceAll("\\s+", " ");
        model.addAttribute("searched", query);
        if (query.isEmpty() || query.codePointCount(0, query.length()) > LONGEST) {
            model.addAttribute("state", query.isEmpty() ? "nothingTyped" : "tooLong");
            model.addAttribute("longest", LONGEST);
            model.addAttribute("groups", List.of());
            return "web/search";
        }
        List<Group> groups = new ArrayList<>();
        boolean incomplete = false;
        for (SearchSource source : sources.orderedStream().toList()) {
            try {
                List<SearchSource.Hit> hits = source.search(query, viewer, locale, PER_SOURCE + 1);
                if (!hits.isEmpty()) {
                    groups.add(group(source, hits, query));
                }
            } catch (RuntimeException e) {
                // what the others know is still worth showing, as long as the page says that something is missing
                LOG.warn("cannot search {}", source.headingKey(), e);
                incomplete = true;
            }
        }
        model.addAttribute("state", groups.isEmpty() ? "nothingFound" : "found");
        model.addAttribute("incomplete", incomplete);
        model.addAttribute("groups", groups);
        return "web/search";
    }

    private static Group group(SearchSource source, List<SearchSource.Hit> hits, String query) {
        return new Group(
                source.headingKey(),
                hits.stream()
                        .limit(PER_SOURCE)
                        .map(hit -> new Found(pieces(hit.title(), query), pieces(hit.description(), query), hit.href()))
                        .toList(),
                hits.size() > PER_SOURCE);
    }

    /** Cuts a text where what was searched for stands in it. */
    static List<Piece> pieces(@Nullable String text, String query) {
        List<Piece> pieces = new ArrayList<>();
        String whole = text == null ? "" : text;
        Matcher matcher = Pattern.compile(Pattern.quote(query), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(whole);
        int from = 0;
        while (matcher.find()) {
            if (matcher.start() > from) {
                pieces.add(new Piece(whole.substring(from, matcher.start()), false));
            }
            pieces.add(new Piece(matcher.group(), true));
            from = matcher.end();
        }
        if (from < whole.length()) {
            pieces.add(new Piece(whole.substring(from), false));
        }
        return pieces;
    }
}
