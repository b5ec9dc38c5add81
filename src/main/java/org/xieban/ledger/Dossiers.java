package org.xieban.ledger;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.ApplicationFacts;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Materials;
import org.xieban.casefile.Opinions;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.document.Documents;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Puts the dossiers of cases together, for those who see the whole of them, and records who takes one along. */
@Service
class Dossiers {

    private final CaseAccess access;
    private final CaseFiles cases;
    private final ApplicationFacts facts;
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
            ApplicationFacts facts,
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
                facts.of(file),
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
}
