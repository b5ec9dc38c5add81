package org.xieban.licence;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.PageRequest;
import org.xieban.web.SearchSource;

/** Licences in the search box of every page. */
@Component
class LicenceSearchSource implements SearchSource {

    private final LicenceSearch search;
    private final MessageSource messages;

    LicenceSearchSource(LicenceSearch search, MessageSource messages) {
        this.search = search;
        this.messages = messages;
    }

    @Override
    public String headingKey() {
        return "licence.list.title";
    }

    @Override
    public List<Hit> search(String query, Authentication viewer, Locale locale, int limit) {
        if (!(viewer.getPrincipal() instanceof SignedInOfficer)) {
            return List.of();
        }
        PageRequest page = new PageRequest(LicenceSearch.LIST, null, Math.min(limit, PageRequest.LARGEST_SIZE));
        return search.list(new LicenceFilter(query, null, null, null), page).items().stream()
                .map(licence -> new Hit(
                        licence.name() + " · " + licence.holder().masked().name(),
                        licence.number() + " · "
                                + messages.getMessage(licence.state().textKey(), null, locale),
                        "/licences/" + licence.number()))
                .toList();
    }
}
