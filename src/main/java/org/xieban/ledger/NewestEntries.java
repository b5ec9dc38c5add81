package org.xieban.ledger;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseRecord;

/**
 * What was done last in some cases, for those who follow it as it happens. What an entry says never changes, so it is put
 * into words once for all who follow.
 */
@Component
class NewestEntries implements CaseRecord {

    private static final int REMEMBERED = 2_000;

    private final EntryStore store;
    private final ActTexts acts;
    private final CaseDetails details;
    private final Map<Key, Line> said = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Key, Line> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Key(UUID id, Locale locale) {}

    NewestEntries(EntryStore store, ActTexts acts, CaseDetails details) {
        this.store = store;
        this.acts = acts;
        this.details = details;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Line> newest(Collection<String> caseNos, Predicate<String> told, int most, Locale locale) {
        return store.newestOf(caseNos, most).stream()
                .filter(entry -> told.test(entry.act().name()))
                .map(entry -> {
                    Key key = new Key(entry.id(), locale);
                    Line line = said.get(key);
                    if (line == null) {
                        line = line(entry, locale);
                        said.put(key, line);
                    }
                    return line;
                })
                .toList();
    }

    private Line line(TraceEntry entry, Locale locale) {
        CaseTimeline.Entry told = CaseTimeline.Entry.whole(entry);
        String caseNo = String.valueOf(entry.act().caseNo());
        return new Line(
                entry.id().toString(),
                entry.at(),
                caseNo,
                entry.actor().name(),
                entry.actor().department(),
                entry.act().name(),
                acts.of(entry.act().name(), locale),
                details.words(caseNo, List.of(told), locale).of(told).stream()
                        .map(each -> new Said(each.label(), each.words()))
                        .toList());
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Collection<String> caseNos) {
        return store.countOf(caseNos);
    }
}
