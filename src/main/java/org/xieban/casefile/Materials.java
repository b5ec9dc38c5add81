package org.xieban.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.Material;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * The materials of cases (申请材料). Every file stays: a new one for the same material is its next version. Whether
 * whoever is signed in may see the case is for the caller to ask, of {@link CaseAccess}.
 */
@Component
@Transactional
public class Materials {

    private final JdbcClient jdbc;
    private final MaterialStore store;
    private final CaseRepository cases;
    private final Catalogue catalogue;
    private final Trace trace;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final long largest;

    Materials(
            JdbcClient jdbc,
            MaterialStore store,
            CaseRepository cases,
            Catalogue catalogue,
            Trace trace,
            ApplicationEventPublisher events,
            Clock clock,
            MaterialSettings settings) {
        this.jdbc = jdbc;
        this.store = store;
        this.cases = cases;
        this.catalogue = catalogue;
        this.trace = trace;
        this.events = events;
        this.clock = clock;
        this.largest = settings.largest().toBytes();
    }

    /** A file as it was handed in, with its content. */
    public record Content(CaseMaterial.Version version, byte[] bytes) {

        @Override
        public String toString() {
            return "Content[" + version.sha256() + "]";
        }
    }

    /**
     * Takes a file for a material.
     *
     * @param code of the material, one of those that the item of the case asks for
     * @param fileName as its sender calls it; only its last part is kept
     * @return what was kept; the version that is there, where the very same file was handed in last
     * @throws Refusal {@code case.unknown}, {@code material.unknown} (404); {@code case.stateForbids} (409) where the
     *     case has ended; {@code upload.tooLarge} (413); {@code material.typeForbidden}, {@code material.typeMismatch}
     *     (415); {@code material.empty} (422)
     */
    public CaseMaterial.Version upload(String caseNo, String code, @Nullable String fileName, byte[] content) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        CaseFile file = cases.lock(caseNo).orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
        if (asked(file).stream().noneMatch(material -> material.code().equals(code))) {
            throw Refusal.notFound("material.unknown", code);
        }
        if (file.state().isFinal()) {
            throw Refusal.conflict("material.caseEnded", caseNo);
        }
        String name = ReceivedFile.name(fileName);
        FileType type = ReceivedFile.type(name, content, largest, EnumSet.allOf(FileType.class));
        List<CaseMaterial.Version> earlier = versions(caseNo).getOrDefault(code, List.of());
        String sha256 = Fingerprint.sha256(content);
        if (!earlier.isEmpty() && earlier.get(0).sha256().equals(sha256)) {
            return earlier.get(0);
        }
        CaseMaterial.Version version = new CaseMaterial.Version(
                earlier.isEmpty() ? 1 : earlier.get(0).version() + 1,
                name,
                type,
                content.length,
                sha256,
                Fingerprint.sm3(content),
                officer.login(),
                officer.name(),
                OfficialTime.now(clock));
        store.keep(sha256, content);
        insert(caseNo, code, officer.departmentCode(), version);
        trace.record(CaseFiles.act("case.materialUploaded", caseNo)
                .with("material", code)
                .with("version", version.version())
                .with("fileName", name)
                .with("size", version.size())
                .with("sha256", sha256)
                .with("sm3", version.sm3()));
        events.publishEvent(new MaterialHandedIn(caseNo, code));
        return version;
    }

    /**
     * Hands out a file, and records that it was.
     *
     * @param version null for the latest
     * @throws Refusal {@code material.unknown} (404)
     */
    public Content open(String caseNo, String code, @Nullable Integer version) {
        Content content = original(caseNo, code, version);
        trace.record(CaseFiles.act("case.materialViewed", caseNo)
                .with("material", code)
                .with("version", content.version().version()));
        return content;
    }

    /**
     * The same for use cases that record by themselves who gets it.
     *
     * @throws Refusal {@code material.unknown} (404)
     */
    @Transactional(readOnly = true)
    public Content original(String caseNo, String code, @Nullable Integer version) {
        CaseMaterial.Version wanted = versions(caseNo).getOrDefault(code, List.of()).stream()
                .filter(each -> version == null || each.version() == version)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("material.unknown", code));
        byte[] content = store.find(wanted.sha256())
                .orElseThrow(() -> new IllegalStateException("the content of a material is gone: " + wanted.sha256()));
        return new Content(wanted, content);
    }

    /** The materials that the item of a case asks for, in its order, with what was handed in. */
    @Transactional(readOnly = true)
    public List<CaseMaterial> ofCase(String caseNo) {
        CaseFile file = cases.find(caseNo).orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
        Map<String, List<CaseMaterial.Version>> versions = versions(caseNo);
        Map<String, CaseMaterial.Coverage> covered = coverages(caseNo);
        return asked(file).stream()
                .map(material -> new CaseMaterial(
                        material.code(),
                        material.name(),
                        material.required(),
                        material.mayFollow(),
                        versions.getOrDefault(material.code(), List.of()),
                        covered.get(material.code())))
                .toList();
    }

    /** Codes of the required materials that are not there, also of those that may follow: no decision without them. */
    @Transactional(readOnly = true)
    public List<String> missing(String caseNo) {
        return codes(caseNo, CaseMaterial::missing);
    }

    /** Codes of the required materials that are not there and must not follow: no acceptance without them. */
    @Transactional(readOnly = true)
    public List<String> missingForAcceptance(String caseNo) {
        return codes(caseNo, material -> material.missing() && !material.mayFollow());
    }

    private List<String> codes(String caseNo, Predicate<CaseMaterial> which) {
        return ofCase(caseNo).stream().filter(which).map(CaseMaterial::code).toList();
    }

    private List<Material> asked(CaseFile file) {
        return catalogue.item(file.itemVersion()).materials();
    }

    private void insert(String caseNo, String code, String department, CaseMaterial.Version version) {
        jdbc.sql("""
                insert into material_version
                    (case_no, code, version, file_name, type, size, sha256, sm3, uploaded_by, uploaded_by_name,
                     uploaded_department, uploaded_at)
                values (:caseNo, :code, :version, :fileName, :type, :size, :sha256, :sm3, :by, :byName,
                     :department, :at)""")
                .param("caseNo", caseNo)
                .param("code", code)
                .param("version", version.version())
                .param("fileName", version.fileName())
                .param("type", version.type().name())
                .param("size", version.size())
                .param("sha256", version.sha256())
                .param("sm3", version.sm3())
                .param("by", version.uploadedBy())
                .param("byName", version.uploadedByName())
                .param("department", department)
                .param("at", OfficialTime.of(version.uploadedAt()))
                .update();
    }

    /**
     * Takes down that nobody has to bring a material, since a department knows what it would say
     * (国务院关于在线政务服务的若干规定 7). Asked for again it is when that is no longer valid.
     *
     * @return whether the item of the case asks for such a material
     */
    public boolean cover(String caseNo, String code, CaseMaterial.Coverage coverage) {
        CaseFile file = cases.find(caseNo).orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
        if (asked(file).stream().noneMatch(material -> material.code().equals(code))) {
            return false;
        }
        jdbc.sql("""
                insert into material_coverage (case_no, code, source, source_name, asked_at, valid_until)
                values (:caseNo, :code, :source, :sourceName, :askedAt, :validUntil)
                on conflict (case_no, code) do update
                   set source = excluded.source, source_name = excluded.source_name, asked_at = excluded.asked_at,
                       valid_until = excluded.valid_until""")
                .param("caseNo", caseNo)
                .param("code", code)
                .param("source", coverage.source())
                .param("sourceName", coverage.sourceName())
                .param("askedAt", OfficialTime.of(coverage.askedAt()))
                .param("validUntil", OfficialTime.of(coverage.validUntil()))
                .update();
        trace.record(CaseFiles.act("case.materialCovered", caseNo)
                .with("material", code)
                .with("source", coverage.source()));
        return true;
    }

    /**
     * Takes back that a source stands in for materials of a case, such as a licence that was revoked: they are missing
     * again, unless they were handed in.
     *
     * @param told logins of those who are told
     * @return codes of the materials
     */
    public List<String> uncover(String caseNo, String source, List<String> told) {
        Map<String, String> uncovered = new LinkedHashMap<>();
        jdbc.sql("""
                delete from material_coverage where case_no = :caseNo and source = :source
                returning code, source_name""").param("caseNo", caseNo).param("source", source).query(row -> {
            uncovered.put(row.getString("code"), row.getString("source_name"));
        });
        uncovered.forEach((code, name) -> trace.record(CaseFiles.act("case.materialUncovered", caseNo)
                .with("material", code)
                .with("source", source)
                .with("name", name)
                .with("told", told)));
        return List.copyOf(uncovered.keySet());
    }

    /** Of a case that has ended, as they were then. */
    private Map<String, CaseMaterial.Coverage> coverages(String caseNo) {
        Map<String, CaseMaterial.Coverage> coverages = new LinkedHashMap<>();
        jdbc.sql("""
                select m.code, m.source, m.source_name, m.asked_at, m.valid_until
                  from material_coverage m join case_file c on c.number = m.case_no
                 where m.case_no = :caseNo and m.valid_until > coalesce(c.closed_at, :now)""")
                .param("caseNo", caseNo)
                .param("now", OfficialTime.of(clock.instant()))
                .query(row -> {
                    coverages.put(
                            row.getString("code"),
                            new CaseMaterial.Coverage(
                                    row.getString("source"),
                                    row.getString("source_name"),
                                    Rows.moment(row, "asked_at"),
                                    Rows.moment(row, "valid_until")));
                });
        return coverages;
    }

    private Map<String, List<CaseMaterial.Version>> versions(String caseNo) {
        Map<String, List<CaseMaterial.Version>> versions = new LinkedHashMap<>();
        jdbc.sql("""
                select code, version, file_name, type, size, sha256, sm3, uploaded_by, uploaded_by_name, uploaded_at
                  from material_version where case_no = :caseNo order by code, version desc""").param("caseNo", caseNo).query(row -> {
            versions.computeIfAbsent(row.getString("code"), code -> new ArrayList<>())
                    .add(version(row));
        });
        return versions;
    }

    private static CaseMaterial.Version version(ResultSet row) throws SQLException {
        Instant at = Rows.moment(row, "uploaded_at");
        return new CaseMaterial.Version(
                row.getInt("version"),
                row.getString("file_name"),
                FileType.valueOf(row.getString("type")),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("sm3"),
                row.getString("uploaded_by"),
                row.getString("uploaded_by_name"),
                at);
    }
}
