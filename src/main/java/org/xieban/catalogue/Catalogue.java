package org.xieban.catalogue;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** The city's standard list of service items (事项库). */
@Component
@Transactional(readOnly = true)
public class Catalogue {

    private final ItemRepository items;
    private final Map<Long, ServiceItem> published = new ConcurrentHashMap<>();

    Catalogue(ItemRepository items) {
        this.items = items;
    }

    /** The version that a case beginning now begins with; whether the item takes applications is for the caller. */
    public Optional<ItemVersion> find(String code) {
        return items.current(code);
    }

    /** The version that a case began with. */
    public Optional<ItemVersion> version(long id) {
        return items.version(id);
    }

    /**
     * What that version says of the item; read once, since it never changes.
     *
     * @throws java.util.NoSuchElementException if there is no such version
     */
    public ServiceItem item(long version) {
        ServiceItem known = published.get(version);
        if (known == null) {
            known = version(version).orElseThrow().item();
            published.put(version, known);
        }
        return known;
    }

    /** The n-th version of an item, from 1. */
    public Optional<ItemVersion> version(String code, int number) {
        return items.version(code, number);
    }

    /** Every version of an item, newest first; empty where there is no such item. */
    public List<ItemVersion> versions(String code) {
        return items.versions(code);
    }

    /**
     * A page of the current versions.
     *
     * @param page of the list {@link #listName}
     */
    public Listing<ItemVersion> list(ItemFilter filter, PageRequest page) {
        String after = page.after() == null ? null : page.after().text(0);
        return page.listing(items.list(filter, after, page.limit()), items.count(filter), version ->
                new Object[] {version.item().code()});
    }

    /** Every current version that the filter leaves. */
    public List<ItemVersion> all(ItemFilter filter) {
        return items.list(filter, null, Integer.MAX_VALUE);
    }

    /** What a {@link PageRequest} calls a list so sorted. */
    public static String listName(ItemFilter.Sort sort) {
        return "items/" + sort.name().toLowerCase(Locale.ROOT);
    }

    /** How many items of each kind the rest of the filter leaves; kinds of which there are none are left out. */
    public Map<ServiceItem.Kind, Long> countByKind(ItemFilter filter) {
        Map<ServiceItem.Kind, Long> counts = new EnumMap<>(ServiceItem.Kind.class);
        items.counts(filter.ofAnyKind(), ItemRepository.Column.KIND)
                .forEach((kind, count) -> counts.put(ServiceItem.Kind.valueOf(kind), count));
        return counts;
    }

    /** How many items of each department, by its code, the rest of the filter leaves; the most first. */
    public Map<String, Long> countByDepartment(ItemFilter filter) {
        return items.counts(filter.ofAnyDepartment(), ItemRepository.Column.DEPARTMENT);
    }
}
