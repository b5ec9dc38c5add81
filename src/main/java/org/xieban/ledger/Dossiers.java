package org.xieban.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Materials;
import org.xieban.casefile.Opinions;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.document.Documents;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Puts the dossiers of cases together, for those who see the whole of them, and records who takes one along. */
@Service
class Dossiers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CaseAccess access;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Catalogue catalogue;
    private final Opinions opinions;
    private final Documents documents;
    private final Materials materials;
    private final Departments departments;
    private final RecordLines lines;
    private final EntryStore entries;
    private final LogReceipts receipts;
    private final LogStore store;
    private final Trace trace;
    private final Clock clock;

    Dossiers(
            CaseAccess access,
            CaseFiles cases,
            CaseFacts facts,
            Catalogue catalogue,
            Opinions opinions,
            Documents documents,
            Materials materials,
            Departments departments,
            RecordLines lines,
            EntryStore entries,
            LogReceipts receipts,
            LogStore store,
            Trace trace,
            Clock clock) {
        this.access = access;
        this.cases = cases;
        this.facts = facts;
        this.catalogue = catalogue;
        this.opinions = opinions;
        this.documents = documents;
        this.materials = materials;
        this.departments = departments;
        this.lines = lines;
        this.entries = entries;
        this.receipts = receipts;
        this.store = store;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * The dossier of a case as it stands now.
     *
     * @param form as which it leaves the product: PDF or ZIP
     * @throws Refusal {@code case.unknown} (404) where he sees nothing of it; {@code access.denied} (403) where he sees
     *     a part
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public Dossier take(String caseNo, String form) {
        access.requireWhole(caseNo);
        CaseFile file = cases.require(caseNo);
        List<Department> all = departments.all();
        Dossier dossier = new Dossier(
                file,
                cases.applicant(caseNo),
                cases.agent(caseNo).orElse(null),
                name(all, file.leadDepartment()),
                facts(file),
                opinions.all(caseNo).stream()
                        .map(opinion -> new Dossier.OpinionLine(opinion, name(all, opinion.department())))
                        .toList(),
                documents.ofCase(caseNo).stream()
                        .map(document -> new Dossier.Document(document, documents.content(document)))
                        .toList(),
                materials.ofCase(caseNo),
                lines.of(caseNo, Locale.CHINA).lines(),
                entries.evidenceOfCase(caseNo),
                receipts.of(caseNo),
                store.keyLines(),
                clock.instant());
        // written when the transaction commits, so that the dossier does not tell of itself
        trace.record(
                Act.of("case.dossierTaken", "case", caseNo).inCase(caseNo, null).with("form", form));
        return dossier;
    }

    private static String name(List<Department> all, String code) {
        return all.stream()
                .filter(department -> department.code().equals(code))
                .map(Department::name)
                .findFirst()
                .orElse(code);
    }

    /** What the applicant entered, by the labels of the form in which he entered it. */
    private List<Dossier.Fact> facts(CaseFile file) {
        Map<String, @Nullable Object> entered =
                facts.ofStep(file.number(), CaseFiles.APPLICATION).orElseGet(Map::of);
        ServiceItem item = catalogue.item(file.itemVersion());
        List<Dossier.Fact> said = new ArrayList<>();
        fields(item.formKey()).forEach((key, field) -> {
            Object value = entered.get(key);
            if (value != null && !value.toString().isBlank() && !(value instanceof Boolean)) {
                said.add(new Dossier.Fact(field.path("label").asText(), words(value.toString(), field, item)));
            }
        });
        return said;
    }

    private static String words(String value, JsonNode field, ServiceItem item) {
        for (JsonNode option : field.path("values")) {
            if (option.path("value").asText().equals(value)) {
                return option.path("label").asText();
            }
        }
        return item.scales().stream()
                .filter(scale -> scale.code().equals(value))
                .map(ServiceItem.Scale::name)
                .findFirst()
                .orElse(value);
    }

    private static Map<String, JsonNode> fields(String formKey) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:forms/*/application-*.form")) {
                JsonNode form = JSON.readTree(resource.getContentAsByteArray());
                if (form.path("id").asText().equals(formKey)) {
                    form.path("components").forEach(component -> {
                        if (component.path("label").isTextual()) {
                            fields.put(component.path("key").asText(), component);
                        }
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }
}
