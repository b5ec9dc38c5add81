package org.xieban.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.ledger.CaseTimeline.Entry;
import org.xieban.ledger.CaseTimeline.Timeline;

/** The record of a case as it is read. */
@Component
class RecordLines {

    private final CaseTimeline timeline;
    private final ActTexts acts;
    private final CaseDetails details;
    private final Departments departments;

    RecordLines(CaseTimeline timeline, ActTexts acts, CaseDetails details, Departments departments) {
        this.timeline = timeline;
        this.acts = acts;
        this.details = details;
        this.departments = departments;
    }

    /** An entry as it is read: what was done, who did it for which department, and what is known of it. */
    record Line(Entry entry, String text, @Nullable String department, List<CaseDetails.Said> said) {}

    /**
     * What whoever is signed in may see, oldest first.
     *
     * @param whole whether nothing is left out
     */
    record Lines(boolean whole, List<Line> lines) {}

    Lines of(String caseNo, Locale locale) {
        Timeline found = timeline.of(caseNo);
        Map<String, String> names =
                departments.all().stream().collect(Collectors.toMap(Department::code, Department::shortName));
        CaseDetails.Words words = details.words(caseNo, found.entries(), locale);
        return new Lines(
                found.whole(),
                found.entries().stream()
                        .map(entry -> line(entry, names, words, locale))
                        .toList());
    }

    private Line line(Entry entry, Map<String, String> names, CaseDetails.Words words, Locale locale) {
        String department = entry.actor().department();
        return new Line(
                entry,
                acts.of(entry.act(), locale),
                department == null ? null : names.getOrDefault(department, department),
                words.of(entry));
    }
}
