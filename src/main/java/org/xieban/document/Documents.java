package org.xieban.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.Agent;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;
import org.xieban.catalogue.Term;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.AtEnd;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;

/**
 * Issues official documents of cases (文书), each under a number of its own. Beside its own fields every document knows
 * {@code number}, {@code organ}, {@code issuedAt}, {@code applicant} and {@code agent} in clear, {@code caseNo},
 * {@code item}, {@code itemBasis}, {@code licence} (says something only for an administrative licence),
 * {@code registeredAt}, {@code statutoryTerm}, {@code statutoryBasis}, {@code promisedTerm}, {@code place},
 * {@code consult} and {@code complaint}.
 */
@Component
@Transactional
public class Documents {

    private static final Pattern DATE = Pattern.compile("(?<![0-9-])([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9-])");

    private final JdbcClient jdbc;
    private final DocumentTemplates templates;
    private final CaseFiles cases;
    private final Catalogue catalogue;
    private final Departments departments;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    Documents(
            JdbcClient jdbc,
            DocumentTemplates templates,
            CaseFiles cases,
            Catalogue catalogue,
            Departments departments,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.jdbc = jdbc;
        this.templates = templates;
        this.cases = cases;
        this.catalogue = catalogue;
        this.departments = departments;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Issues a document of the department that leads the case, within the caller's transaction: number, text and record
     * are one commit with what it tells of.
     *
     * @param fields those of the kind, in the office's own words, dates as {@code yyyy-MM-dd}; a missing one is left
     *     empty
     * @throws org.xieban.web.Refusal {@code case.unknown} (404)
     * @throws IllegalArgumentException if a field is none of the kind's
     */
    public OfficialDocument issue(String caseNo, DocumentKind kind, Map<String, String> fields) {
        CaseFile file = cases.require(caseNo);
        Departments.Organ signing = departments.organ(file.leadDepartment()).orElseThrow();
        Department organ = signing.department();
        Instant now = now();
        int year = now.atZone(OfficialTime.ZONE).getYear();
        Taken taken = take(organ.code(), kind, year);
        String number = texts.office(
                "document.number",
                signing.mark(),
                texts.office(kind.wordKey()),
                Integer.toString(year),
                Integer.toString(taken.position()));
        Written written = write(taken.template(), known(file, organ, number, now), fields);
        long id = jdbc.sql("""
                insert into document (case_no, kind, number, organ, year, position, template_version, content,
                                      issued_by, issued_at)
                values (:caseNo, :kind, :number, :organ, :year, :position, :template, :content, :by, :at)
                returning id""")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .param("number", number)
                .param("organ", organ.code())
                .param("year", year)
                .param("position", taken.position())
                .param("template", written.template())
                .param("content", written.content())
                .param("by", written.by())
                .param("at", OfficialTime.of(now))
                .query(Long.class)
                .single();
        OfficialDocument document = new OfficialDocument(id, caseNo, number, kind, organ.code(), 1, written.by(), now);
        trace.record(act("document.issued", document)
                .with("textVersion", written.template())
                .with("sha256", Fingerprint.sha256(written.content())));
        return document;
    }

    /**
     * Issues a document when the transaction ends, for whoever needs nothing of it before: a number is held until then,
     * and what is done at every step of every case should not wait for others who issue the like.
     *
     * @param fields as for {@link #issue}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void issueAtEnd(String caseNo, DocumentKind kind, Map<String, String> fields) {
        Map<String, String> said = Map.copyOf(fields);
        AtEnd.run(() -> issue(caseNo, kind, said));
    }

    /** As {@link #reissue}, when the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reissueAtEnd(String caseNo, DocumentKind kind, Map<String, String> fields) {
        Map<String, String> said = Map.copyOf(fields);
        AtEnd.run(() -> reissue(caseNo, kind, said));
    }

    /**
     * Issues anew, under its number, the document of that kind which the case has, because there is more to say; earlier
     * editions are kept. Where it has none it is issued, where it would say the same nothing is done.
     *
     * @param fields as for {@link #issue}
     */
    public OfficialDocument reissue(String caseNo, DocumentKind kind, Map<String, String> fields) {
        Optional<OfficialDocument> last = lockLast(caseNo, kind);
        if (last.isEmpty()) {
            return issue(caseNo, kind, fields);
        }
        OfficialDocument before = last.get();
        CaseFile file = cases.require(caseNo);
        Instant now = now();
        Department organ = departments.find(file.leadDepartment()).orElseThrow();
        Map<String, String> known = known(file, organ, before.number(), now);
        Written written = write(templates.current(kind), known, fields);
        if (written.content().equals(content(before))) {
            return before;
        }
        OfficialDocument document = new OfficialDocument(
                before.id(), caseNo, before.number(), kind, before.organ(), before.edition() + 1, written.by(), now);
        jdbc.sql("""
                insert into document_edition (document, edition, template_version, content, issued_by, issued_at)
                values (:document, :edition, :template, :content, :by, :at)""")
                .param("document", document.id())
                .param("edition", document.edition())
                .param("template", written.template())
                .param("content", written.content())
                .param("by", written.by())
                .param("at", OfficialTime.of(now))
                .update();
        trace.record(act("document.reissued", document)
                .with("edition", document.edition())
                .with("textVersion", written.template())
                .with("sha256", Fingerprint.sha256(written.content())));
        return document;
    }

    /** What a document will say, by which version of its text, and who says it. */
    private record Written(int template, String content, String by) {}

    private Written write(DocumentTemplates.Version template, Map<String, String> known, Map<String, String> fields) {
        DocumentKind kind = template.kind();
        if (!kind.fields().containsAll(fields.keySet())) {
            throw new IllegalArgumentException(kind + " has the fields " + kind.fields() + ", not " + fields.keySet());
        }
        fields.forEach((name, value) -> known.put(name, dates(value)));
        return new Written(
                template.version(),
                templates.text(template).fill(known),
                CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id()));
    }

    private Optional<OfficialDocument> lockLast(String caseNo, DocumentKind kind) {
        return jdbc.sql("""
                select id from document where case_no = :caseNo and kind = :kind
                 order by id desc limit 1 for no key update""")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .query(Long.class)
                .optional()
                .flatMap(this::find);
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }

    /** A number that was taken, and the text in force. */
    private record Taken(int position, DocumentTemplates.Version template) {}

    /** Takes the next number; whoever wants the one after it waits until this transaction has ended. */
    private Taken take(String organ, DocumentKind kind, int year) {
        return jdbc.sql("""
                with taken as (
                    insert into document_number (organ, kind, year, last) values (:organ, :kind, :year, 1)
                    on conflict (organ, kind, year) do update set last = document_number.last + 1
                    returning last)
                select taken.last, t.*
                  from taken
                  left join (select * from document_template where kind = :kind order by version desc limit 1) t on true""")
                .param("organ", organ)
                .param("kind", kind.name())
                .param("year", year)
                .query((row, n) -> new Taken(row.getInt("last"), templates.version(kind, row)))
                .single();
    }

    private Map<String, String> known(CaseFile file, Department organ, String number, Instant now) {
        ServiceItem item = catalogue.item(file.itemVersion());
        Map<String, String> known = new HashMap<>();
        known.put("number", number);
        known.put("organ", organ.name());
        known.put("issuedAt", day(now));
        known.put("applicant", cases.applicant(file.number()).name());
        known.put("agent", cases.agent(file.number()).map(Agent::name).orElse(""));
        known.put("caseNo", file.number());
        known.put("item", file.itemName());
        known.put(
                "itemBasis",
                item.legalBasis().stream()
                        .map(basis -> basis.law() + basis.article())
                        .collect(Collectors.joining(texts.office("document.and"))));
        known.put("licence", item.kind() == ServiceItem.Kind.LICENCE ? texts.office("document.licence") : "");
        known.put("registeredAt", day(file.registeredAt()));
        known.put("statutoryTerm", term(item.statutoryTerm()));
        known.put("statutoryBasis", item.statutoryTerm().legalBasis());
        known.put("promisedTerm", term(item.promisedTerm()));
        known.put("place", item.service().place());
        known.put("consult", item.service().consult());
        known.put("complaint", item.service().complaint());
        return known;
    }

    private String term(Term term) {
        return texts.office(
                "document.term", Integer.toString(term.amount()), texts.office("document.unit." + term.unit()));
    }

    private String day(Instant instant) {
        return day(instant.atZone(OfficialTime.ZONE).toLocalDate());
    }

    private String day(LocalDate day) {
        return DateTimeFormatter.ofPattern(texts.office("document.date"), Locale.CHINA)
                .format(day);
    }

    /** Days as documents write them. */
    private String dates(String value) {
        Matcher dates = DATE.matcher(value);
        return dates.replaceAll(found -> {
            try {
                return Matcher.quoteReplacement(day(LocalDate.parse(found.group(1))));
            } catch (DateTimeParseException e) {
                // something else that looks like a day
                return Matcher.quoteReplacement(found.group());
            }
        });
    }

    /** The documents of a case, oldest first; whether the asker may see it is for the caller to know. */
    @Transactional(readOnly = true)
    public List<OfficialDocument> ofCase(String caseNo) {
        return jdbc.sql("select * from document_now where case_no = :caseNo order by id")
                .param("caseNo", caseNo)
                .query((row, n) -> document(row))
                .list();
    }

    /** One document, empty where there is none; whether the asker may see its case is for the caller to know. */
    @Transactional(readOnly = true)
    public Optional<OfficialDocument> find(long id) {
        return jdbc.sql("select * from document_now where id = :id")
                .param("id", id)
                .query((row, n) -> document(row))
                .optional();
    }

    /** An edition of a document, empty where there is none such; whether the asker may see it is for the caller to know. */
    @Transactional(readOnly = true)
    Optional<OfficialDocument> edition(long id, int edition) {
        return find(id).flatMap(now -> edition == now.edition()
                ? Optional.of(now)
                : jdbc.sql("""
                        select d.id, d.case_no, d.kind, d.number, d.organ, :edition as edition, e.issued_by, e.issued_at
                          from document d
                          join (select id as document, 1 as edition, issued_by, issued_at from document
                                union all
                                select document, edition, issued_by, issued_at from document_edition) e
                            on e.document = d.id
                         where d.id = :id and e.edition = :edition""")
                        .param("id", id)
                        .param("edition", edition)
                        .query((row, n) -> document(row))
                        .optional());
    }

    /**
     * What an edition of a document says, as well-formed HTML without its frame; whether the asker may see it is for the
     * caller to know.
     */
    @Transactional(readOnly = true)
    public String content(OfficialDocument document) {
        return jdbc.sql("""
                select content from document where id = :id and :edition = 1
                union all
                select content from document_edition where document = :id and edition = :edition""")
                .param("id", document.id())
                .param("edition", document.edition())
                .query(String.class)
                .single();
    }

    static Act act(String name, OfficialDocument document) {
        return Act.of(name, "document", document.number())
                .inCase(document.caseNo(), null)
                .with("kind", document.kind().name())
                .with("number", document.number());
    }

    private static OfficialDocument document(ResultSet row) throws SQLException {
        return new OfficialDocument(
                row.getLong("id"),
                row.getString("case_no"),
                row.getString("number"),
                DocumentKind.valueOf(row.getString("kind")),
                row.getString("organ"),
                row.getInt("edition"),
                row.getString("issued_by"),
                Rows.moment(row, "issued_at"));
    }
}
