package org.xieban.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.OfficialTime;

/** The record as a table for spreadsheets (RFC 4180). */
final class RecordCsv {

    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final Writer out;
    private final ActTexts acts;
    private final Locale locale;

    RecordCsv(Writer out, ActTexts acts, Locale locale) {
        this.out = out;
        this.acts = acts;
        this.locale = locale;
    }

    void heading() throws IOException {
        // without this mark the spreadsheets of Chinese offices take UTF-8 for the system's own encoding
        out.write('\uFEFF');
        write(
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
    }

    private void write(String... headings) throws IOException {
        out.write(Arrays.stream(headings)
                .map(heading -> cell(acts.heading(heading, locale)))
                .collect(Collectors.joining(",", "", "\r\n")));
    }

    void row(TraceEntry entry) {
        try {
            out.write(String.join(
                            ",",
                            cell(AT.format(entry.at().atZone(OfficialTime.ZONE))),
                            cell(entry.actor().id()),
                            cell(entry.actor().name()),
                            cell(entry.actor().department()),
                            cell(acts.of(entry.act().name(), locale)),
                            cell(entry.act().name()),
                            cell(entry.act().subjectKind() + " " + entry.act().subjectId()),
                            cell(entry.act().caseNo()),
                            cell(entry.act().step()),
                            cell(entry.address()),
                            cell(
                                    entry.act().detail().isEmpty()
                                            ? null
                                            : CanonicalEntry.json(entry.act().detail())),
                            cell(entry.id().toString()))
                    + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Quoted where needed; what a spreadsheet would run as a formula is made text. */
    static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
