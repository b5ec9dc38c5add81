package org.xieban.casefile;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** Cases in the form in which the API tells them. */
@Component
@Transactional(readOnly = true)
public class CaseViews {

    private static final int BATCH = 500;

    private final CaseFiles cases;
    private final CaseAccess access;
    private final CaseSearch search;
    private final Materials materials;
    private final Opinions opinions;
    private final ObjectProvider<OpenTasksOfCase> tasks;
    private final ObjectProvider<CaseClocks> clocks;
    private final MessageSource messages;

    CaseViews(
            CaseFiles cases,
            CaseAccess access,
            CaseSearch search,
            Materials materials,
            Opinions opinions,
            ObjectProvider<OpenTasksOfCase> tasks,
            ObjectProvider<CaseClocks> clocks,
            MessageSource messages) {
        this.cases = cases;
        this.access = access;
        this.search = search;
        this.materials = materials;
        this.opinions = opinions;
        this.tasks = tasks;
        this.clocks = clocks;
        this.messages = messages;
    }

    /**
     * A case in a list.
     *
     * @param applicant masked
     */
    public record Row(
            String caseNo,
            String title,
            String itemCode,
            CaseState state,
            String stateName,
            String department,
            Party applicant,
            @Nullable Lamp lamp,
            @Nullable Instant dueAt,
            Instant registeredAt,
            @Nullable String externalRef) {}

    /**
     * A case, for whoever is signed in.
     *
     * @throws org.xieban.web.Refusal {@code case.unknown} (404) where he may not see it
     */
    public CaseView of(String caseNo) {
        CaseScope scope = access.requireVisible(caseNo);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        CaseFile file = cases.require(caseNo);
        CaseClocks.@Nullable Standing standing = standings(List.of(file)).get(caseNo);
        boolean whole = scope == CaseScope.WHOLE;
        OpenTasksOfCase open = tasks.getIfAvailable();
        String parent = file.parent();
        return new CaseView(
                file.number(),
                file.title(),
                file.itemCode(),
                file.state(),
                name(file.state()),
                file.applicant(),
                whole ? file.agent() : null,
                standing == null ? null : standing.lamp(),
                standing == null ? null : standing.dueAt(),
                whole ? file.externalRef() : null,
                parent != null && access.maySee(officer, parent) ? parent : null,
                cases.children(caseNo).stream()
                        .filter(child -> access.maySee(officer, child))
                        .toList(),
                open == null ? List.of() : open.of(caseNo, whole ? null : officer.departmentCode()),
                materials.ofCase(caseNo),
                opinions.visible(caseNo),
                whole ? file.decision() : null);
    }

    /**
     * A page of the cases that the filter leaves and whoever is signed in may see.
     *
     * @param counted whether all of them are counted
     */
    public Listing<Row> list(CaseFilter filter, PageRequest page, boolean counted) {
        Listing<CaseFile> files = search.list(filter, CaseAccess.requireOfficer(), page, counted);
        return new Listing<>(rows(files.items()), files.next(), files.total());
    }

    private List<Row> rows(List<CaseFile> files) {
        Map<String, CaseClocks.Standing> standings = standings(files);
        return files.stream()
                .map(file -> row(file, standings.get(file.number())))
                .toList();
    }

    /** The same page with what else the page of the list says. */
    record Page(List<Row> rows, CaseSearch.Page found) {}

    Page page(CaseFilter filter, PageRequest page) {
        CaseSearch.Page found = search.page(filter, CaseAccess.requireOfficer(), page);
        return new Page(rows(found.files()), found);
    }

    /**
     * Hands on every case that the filter leaves and whoever is signed in may see, in its order. Reads in batches, so that
     * whoever takes them slowly holds no transaction open.
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void each(CaseFilter filter, Consumer<Row> to) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        CaseFile last = null;
        List<CaseFile> batch;
        do {
            batch = search.batch(filter, officer, last, BATCH);
            Map<String, CaseClocks.Standing> standings = standings(batch);
            batch.forEach(file -> to.accept(row(file, standings.get(file.number()))));
            last = batch.isEmpty() ? null : batch.get(batch.size() - 1);
        } while (batch.size() == BATCH);
    }

    private Row row(CaseFile file, CaseClocks.@Nullable Standing standing) {
        return new Row(
                file.number(),
                file.title(),
                file.itemCode(),
                file.state(),
                name(file.state()),
                file.leadDepartment(),
                file.applicant(),
                standing == null ? null : standing.lamp(),
                standing == null ? null : standing.dueAt(),
                file.registeredAt(),
                file.externalRef());
    }

    private Map<String, CaseClocks.Standing> standings(Collection<CaseFile> files) {
        CaseClocks known = clocks.getIfAvailable();
        List<String> open = files.stream()
                .filter(file -> !file.state().isFinal())
                .map(CaseFile::number)
                .toList();
        return known == null || open.isEmpty() ? Map.of() : known.of(open);
    }

    private String name(CaseState state) {
        return messages.getMessage(state.textKey(), null, LocaleContextHolder.getLocale());
    }
}
