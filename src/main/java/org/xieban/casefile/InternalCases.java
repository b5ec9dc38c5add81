package org.xieban.casefile;

import java.util.HashMap;
import java.util.List;
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
    private final CaseDepartments seeing;

    InternalCases(CaseOpening opening, Catalogue catalogue, Departments departments, CaseDepartments seeing) {
        this.opening = opening;
        this.catalogue = catalogue;
        this.departments = departments;
        this.seeing = seeing;
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
        return register(version, version.item().organ().department(), new Asked(department, subject, entered, parent));
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
        return register(require(itemCode), department, new Asked(department, subject, entered, parent));
    }

    /**
     * What one of many is about.
     *
     * @param department code of the department that asks
     * @param subject what it is about, in the title; nothing personal
     * @param entered what the forms of its tasks may show
     * @param parent number of the case that it is about, null for none
     */
    public record Asked(
            String department,
            String subject,
            Map<String, ? extends @Nullable Object> entered,
            @Nullable String parent) {}

    /** Registers many that their departments lead themselves, by few statements; in their order. */
    public List<CaseFile> registerOwn(String itemCode, List<Asked> asked) {
        ItemVersion version = require(itemCode);
        Map<String, Department> asking = new HashMap<>();
        return opening.open(asked.stream()
                .map(each -> opening(
                        version, asking.computeIfAbsent(each.department(), this::department), each.department(), each))
                .toList());
    }

    /**
     * One of many that a department gives others.
     *
     * @param lead code of the department that it is given
     */
    public record Given(String lead, Asked asked) {}

    /**
     * Registers many that a department gives others, by few statements: each is led by the one that it is given, whoever
     * the item's organ is, and seen by it before it has a task of it; in their order.
     */
    public List<CaseFile> registerFor(String itemCode, List<Given> given) {
        ItemVersion version = require(itemCode);
        Map<String, Department> asking = new HashMap<>();
        List<CaseFile> files = opening.open(given.stream()
                .map(each -> opening(
                        version,
                        asking.computeIfAbsent(each.asked().department(), this::department),
                        each.lead(),
                        each.asked()))
                .toList());
        seeing.leads(files);
        return files;
    }

    private ItemVersion require(String itemCode) {
        return catalogue
                .find(itemCode)
                .filter(found -> found.item().internal())
                .orElseThrow(() -> Refusal.rule("case.itemUnknown", itemCode));
    }

    private Department department(String code) {
        return departments.find(code).orElseThrow(() -> Refusal.notFound("department.unknown", code));
    }

    private CaseFile register(ItemVersion version, String lead, Asked asked) {
        return opening.open(opening(version, department(asked.department()), lead, asked));
    }

    private static CaseOpening.Opening opening(ItemVersion version, Department asking, String lead, Asked asked) {
        String login = CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id());
        return new CaseOpening.Opening(
                version,
                version.item().name() + " · " + asking.shortName() + " · " + asked.subject(),
                new Applicant(ApplicantKind.DEPARTMENT, asking.name(), "", ""),
                null,
                asked.entered(),
                new CaseOpening.By(login, asking.code(), lead),
                null,
                asked.parent(),
                null);
    }
}
