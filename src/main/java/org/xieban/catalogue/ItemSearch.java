package org.xieban.catalogue;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.xieban.web.PageRequest;
import org.xieban.web.SearchSource;

/** Items found by the search field of the frame. */
@Component
class ItemSearch implements SearchSource {

    private final Catalogue catalogue;
    private final MessageSource messages;

    ItemSearch(Catalogue catalogue, MessageSource messages) {
        this.catalogue = catalogue;
        this.messages = messages;
    }

    @Override
    public String headingKey() {
        return "catalogue.items.title";
    }

    @Override
    public List<Hit> search(String query, Authentication viewer, Locale locale, int limit) {
        ItemFilter filter = new ItemFilter(query, null, null, null, ItemFilter.Sort.NAME);
        PageRequest page =
                new PageRequest(Catalogue.listName(filter.sort()), null, Math.min(limit, PageRequest.LARGEST_SIZE));
        return catalogue.list(filter, page).items().stream()
                .map(version -> hit(version.item(), locale))
                .toList();
    }

    private Hit hit(ServiceItem item, Locale locale) {
        String kind = messages.getMessage("catalogue.kind." + item.kind(), null, locale);
        return new Hit(item.name(), kind + " · " + item.code(), "/catalogue/items/" + item.code());
    }
}
