package org.xieban.casefile;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.PageRequest;
import org.xieban.web.SearchSource;

/** Cases found by the search field of the frame. */
@Component
class CaseSearchSource implements SearchSource {

    private final CaseSearch search;
    private final MessageSource messages;

    CaseSearchSource(CaseSearch search, MessageSource messages) {
        this.search = search;
        this.messages = messages;
    }

    @Override
    public String headingKey() {
        return "casefile.cases.title";
    }

    @Override
    public List<Hit> search(String query, Authentication viewer, Locale locale, int limit) {
        if (!(viewer.getPrincipal() instanceof SignedInOfficer officer)) {
            return List.of();
        }
        CaseFilter filter = new CaseFilter(query, null, null, null, List.of(), null, null, CaseFilter.Sort.NEWEST);
        PageRequest page =
                new PageRequest(CaseSearch.listName(filter.sort()), null, Math.min(limit, PageRequest.LARGEST_SIZE));
        return search.list(filter, officer, page, false).items().stream()
                .map(file -> new Hit(
                        file.title(),
                        file.number() + " · " + messages.getMessage(file.state().textKey(), null, locale),
                        "/cases/" + file.number()))
                .toList();
    }
}
