package org.xieban.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** The texts of documents, in versions: those that come with the product, and what an administrator made of them. */
@Component
@Transactional(readOnly = true)
class DocumentTemplates {

    /** The longest text that is still one. */
    static final int LONGEST = 100_000;

    private static final int LONGEST_NOTE = 500;

    /** What every document knows of its case; see {@link Documents}. */
    static final Set<String> COMMON = Set.of(
            "number",
            "organ",
            "issuedAt",
            "applicant",
            "agent",
            "caseNo",
            "item",
            "itemBasis",
            "licence",
            "registeredAt",
            "statutoryTerm",
            "statutoryBasis",
            "promisedTerm",
            "place",
            "consult",
            "complaint");

    /**
     * A text in one version.
     *
     * @param version 0 for the one that comes with the product
     * @param savedBy login, null for that one
     */
    record Version(
            DocumentKind kind,
            int version,
            String content,
            @Nullable String note,
            @Nullable String savedBy,
            @Nullable String savedByName,
            @Nullable Instant savedAt) {}

    private final Map<DocumentKind, Version> shipped = new EnumMap<>(DocumentKind.class);
    private final Map<Map.Entry<DocumentKind, String>, DocumentText> texts = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final Trace trace;
    private final Clock clock;

    DocumentTemplates(JdbcClient jdbc, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.trace = trace;
        this.clock = clock;
        for (DocumentKind kind : DocumentKind.values()) {
            shipped.put(kind, new Version(kind, 0, shippedText(kind), null, null, null, null));
        }
    }

    private static String shippedText(DocumentKind kind) {
        String path = "documents/" + kind.fileName() + ".html";
        try {
            String text = new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
            DocumentText.of(text, fields(kind));
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DocumentText.Unusable e) {
            throw new IllegalStateException(path + ": " + e.getMessage(), e);
        }
    }

    /** The fields that texts of that kind may name. */
    static Set<String> fields(DocumentKind kind) {
        Set<String> fields = new LinkedHashSet<>(kind.fields());
        COMMON.stream().sorted().forEach(fields::add);
        return fields;
    }

    /** The text in force. */
    Version current(DocumentKind kind) {
        return jdbc.sql("select * from document_template where kind = :kind order by version desc limit 1")
                .param("kind", kind.name())
                .query((row, n) -> version(row))
                .optional()
                .orElseGet(() -> shippedVersion(kind));
    }

    /** What a version says, read once. */
    DocumentText text(Version version) {
        return texts.computeIfAbsent(
                Map.entry(version.kind(), version.content()), text -> read(text.getKey(), text.getValue()));
    }

    /** The texts in force, of every kind. */
    Map<DocumentKind, Version> all() {
        Map<DocumentKind, Version> all = new EnumMap<>(shipped);
        jdbc.sql("select distinct on (kind) * from document_template order by kind, version desc")
                .query((row, n) -> version(row))
                .list()
                .forEach(version -> all.put(version.kind(), version));
        return all;
    }

    /** Every version of a text, newest first, down to the one that comes with the product. */
    List<Version> versions(DocumentKind kind) {
        List<Version> versions = jdbc.sql("select * from document_template where kind = :kind order by version desc")
                .param("kind", kind.name())
                .query((row, n) -> version(row))
                .list();
        versions.add(shippedVersion(kind));
        return versions;
    }

    private Version shippedVersion(DocumentKind kind) {
        Version version = shipped.get(kind);
        if (version == null) {
            throw new IllegalStateException("no text for " + kind);
        }
        return version;
    }

    /**
     * Reads a text that somebody wrote.
     *
     * @throws Refusal {@code document.text} (422) at {@code content}, saying what is wrong
     */
    static DocumentText read(DocumentKind kind, String content) {
        if (content.isBlank() || content.length() > LONGEST) {
            throw Refusal.rule("document.text").at("content", "document.text.length", LONGEST);
        }
        try {
            return DocumentText.of(content, fields(kind));
        } catch (DocumentText.Unusable e) {
            throw Refusal.rule("document.text").at("content", "document.text." + e.code(), e.about());
        }
    }

    /**
     * Puts a text in force, for documents issued from now on.
     *
     * @param basedOn the version that was edited
     * @throws Refusal {@code document.text} (422) as {@link #read}; {@code document.textChanged} (409) where another
     *     version has come into force meanwhile
     */
    @Transactional
    public Version save(DocumentKind kind, int basedOn, String content, @Nullable String note) {
        String text = content.replace("\r\n", "\n");
        read(kind, text);
        String why = note == null || note.isBlank() ? null : note.strip();
        if (why != null && why.length() > LONGEST_NOTE) {
            throw Refusal.rule("document.text").at("note", "document.text.length", LONGEST_NOTE);
        }
        Version before = current(kind);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        int inserted = before.version() != basedOn
                ? 0
                : jdbc.sql("""
                        insert into document_template (kind, version, content, note, saved_by, saved_by_name, saved_at)
                        values (:kind, :version, :content, :note, :by, :byName, :at) on conflict do nothing""")
                        .param("kind", kind.name())
                        .param("version", basedOn + 1)
                        .param("content", text)
                        .param("note", why)
                        .param("by", officer.login())
                        .param("byName", officer.name())
                        .param("at", OffsetDateTime.now(clock))
                        .update();
        if (inserted == 0) {
            throw Refusal.conflict("document.textChanged");
        }
        trace.record(Act.of("document.textSaved", "documentText", kind.name())
                .change(told(before.version(), before.content()), told(basedOn + 1, text))
                .with("note", why));
        return current(kind);
    }

    private static Map<String, Object> told(int version, String content) {
        Map<String, Object> told = new HashMap<>();
        told.put("version", version);
        told.put("content", content);
        return told;
    }

    /** The text in force as a row has it, that which comes with the product where the row has none. */
    Version version(DocumentKind kind, ResultSet row) throws SQLException {
        return row.getString("kind") == null ? shippedVersion(kind) : version(row);
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                DocumentKind.valueOf(row.getString("kind")),
                row.getInt("version"),
                row.getString("content"),
                row.getString("note"),
                row.getString("saved_by"),
                row.getString("saved_by_name"),
                Rows.moment(row, "saved_at"));
    }
}
