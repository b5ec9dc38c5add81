package org.xieban.ledger;

import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.xieban.signing.CanonicalJson;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Csv;

/** The record as a table for spreadsheets. */
final class RecordCsv {

    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private static final List<String> HEADINGS = List.of(
            "at",
            "actor",
            "name",
            "department",
            "act",
            "actName",
            "subject",
            "case",
            "step",
            "address",
            "detail",
            "id");

    private final Csv csv;
    private final ActTexts acts;
    private final Locale locale;

    RecordCsv(Appendable out, ActTexts acts, Locale locale) {
        this.csv = new Csv(out);
        this.acts = acts;
        this.locale = locale;
    }

    void heading() {
        csv.line(HEADINGS.stream().map(heading -> acts.heading(heading, locale)).toList());
    }

    void row(TraceEntry entry) {
        csv.line(Arrays.asList(
                AT.format(entry.at().atZone(OfficialTime.ZONE)),
                entry.actor().id(),
                entry.actor().name(),
                entry.actor().department(),
                acts.of(entry.act().name(), locale),
                entry.act().name(),
                entry.act().subjectKind() + " " + entry.act().subjectId(),
                entry.act().caseNo(),
                entry.act().step(),
                entry.address(),
                entry.act().detail().isEmpty()
                        ? null
                        : CanonicalJson.of(entry.act().detail()),
                entry.id().toString()));
    }
}
