package org.xieban.casefile;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemVersion;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Actor;
import org.xieban.web.Refusal;

/**
 * Cases that a department has with another (政府内部事项): handled like every case, with number, clocks, tasks and record;
 * applied for by the department itself, so that there are no personal data of an applicant.
 */
@Component
@Transactional
public class InternalCases {

    private final CaseOpening opening;
    private final Catalogue catalogue;
    private final Departments departments;

    InternalCases(CaseOpening opening, Catalogue catalogue, Departments departments) {
        this.opening = opening;
        this.catalogue = catalogue;
        this.departments = departments;
    }

    /**
     * Registers one, in the name of whoever is signed in, else of the product; publishes {@link CaseRegistered}.
     *
     * @param department code of the department that asks
     * @param subject what it is about, in the title; nothing personal
     * @param entered what the forms of its tasks may show to every department that has one
     * @param parent number of the case that it is about, null for none
     * @throws Refusal {@code case.itemUnknown} (422) where the item is none that departments ask of each other;
     *     {@code department.unknown} (404)
     */
    public CaseFile register(
            String itemCode,
            String department,
            String subject,
            Map<String, ? extends @Nullable Object> entered,
            @Nullable String parent) {
        ItemVersion version = require(itemCode);
        return register(version, department, version.item().organ().department(), subject, entered, parent);
    }

    /**
     * The same for one that the department leads itself, whoever the item's organ is: its documents are that
     * department's.
     */
    public CaseFile registerOwn(
            String itemCode,
            String department,
            String subject,
            Map<String, ? extends @Nullable Object> entered,
            @Nullable String parent) {
        return register(require(itemCode), department, department, subject, entered, parent);
    }

    /** The same for one that a department gives another: the other leads it, whoever the item's organ is. */
    public CaseFile registerFor(
            String itemCode,
            String department,
            String lead,
            String subject,
            Map<String, ? extends @Nullable Object> entered,
            @Nullable String parent) {
        return register(require(itemCode), department, lead, subject, entered, parent);
    }

    private ItemVersion require(String itemCode) {
        return catalogue
                .find(itemCode)
                .filter(found -> found.item().internal())
                .orElseThrow(() -> Refusal.rule("case.itemUnknown", itemCode));
    }

    private CaseFile register(
            ItemVersion version,
            String department,
            String lead,
            String subject,
            Map<String, ? extends @Nullable Object> entered,
            @Nullable String parent) {
        Department asking =
                departments.find(department).orElseThrow(() -> Refusal.notFound("department.unknown", department));
        String login = CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id());
        return opening.open(
                version,
                version.item().name() + " · " + asking.shortName() + " · " + subject,
                new Applicant(ApplicantKind.DEPARTMENT, asking.name(), "", ""),
                null,
                entered,
                new CaseOpening.By(login, asking.code(), lead),
                null,
                parent,
                null);
    }
}
