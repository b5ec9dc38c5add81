package org.xieban.sources;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.InternalCases;
import org.xieban.catalogue.Catalogue;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.engine.Processes;
import org.xieban.web.Listing;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/**
 * Asking to be granted what is shared on condition (政务数据共享条例, chapter 4): a department asks for an item of its own, and
 * for no more than that needs.
 */
@Component
@Transactional
class SharingRequests {

    static final String LIST = "sharing-requests/newest";

    private final SharingRequestRepository requests;
    private final Resources resources;
    private final Grants grants;
    private final Catalogue catalogue;
    private final Departments departments;
    private final DataAuthority authority;
    private final InternalCases cases;
    private final Processes processes;
    private final OfficeTexts texts;

    SharingRequests(
            SharingRequestRepository requests,
            Resources resources,
            Grants grants,
            Catalogue catalogue,
            Departments departments,
            DataAuthority authority,
            InternalCases cases,
            Processes processes,
            OfficeTexts texts) {
        this.requests = requests;
        this.resources = resources;
        this.grants = grants;
        this.catalogue = catalogue;
        this.departments = departments;
        this.authority = authority;
        this.cases = cases;
        this.processes = processes;
        this.texts = texts;
    }

    /** What a department asks for, and why it needs it. */
    record Asking(String resource, String item, Set<String> fields, Purpose purpose, LocalDate until, String why) {

        Asking {
            fields = Set.copyOf(fields);
            why = why.strip();
        }
    }

    /**
     * Asks for the department of whoever is signed in.
     *
     * @return number of the case as which it is handled
     * @throws Refusal {@code grant.invalid} (422) naming what is wrong; {@code sharing.underWay} (409) where the same is
     *     asked for already; {@code sharing.granted} (409) where it is granted; {@code access.denied} (403)
     */
    public String begin(Asking asking) {
        String department = authority.ownDepartment();
        if (department == null) {
            throw Refusal.forbidden("access.denied");
        }
        Grants.Granting asked = new Grants.Granting(
                asking.resource(),
                department,
                asking.item(),
                asking.fields(),
                asking.purpose(),
                grants.today(),
                asking.until(),
                SharingModel.REQUEST_ITEM);
        grants.requireSound(asked);
        if (asking.why().length() < 2 || asking.why().length() > 1_000) {
            throw Refusal.rule("grant.invalid").at("why", "sharing.why");
        }
        DataResource resource = resources.require(asking.resource());
        requireNew(resource, asked);
        String caseNo = cases.register(
                        SharingModel.REQUEST_ITEM,
                        department,
                        resource.name(),
                        shown(resource, asked, asking.why()),
                        null)
                .number();
        requests.insert(caseNo, resource.provider(), asked);
        processes.start(
                SharingModel.REQUEST,
                caseNo,
                List.of(
                        SharingModel.AUTHORITY_DEPARTMENT.is(authority.department()),
                        SharingModel.PROVIDER_DEPARTMENT.is(resource.provider()),
                        SharingModel.REQUESTING_DEPARTMENT.is(department)));
        return caseNo;
    }

    private void requireNew(DataResource resource, Grants.Granting asked) {
        GrantCheck.Question question =
                new GrantCheck.Question(asked.department(), asked.item(), asked.purpose(), asked.fields());
        if (grants.check(resource, question) instanceof GrantCheck.Allowed) {
            throw Refusal.conflict("sharing.granted");
        }
        for (SharingRequest open : requests.open()) {
            if (open.resource().equals(asked.resource())
                    && open.department().equals(asked.department())
                    && open.item().equals(asked.item())
                    && open.purpose() == asked.purpose()) {
                throw Refusal.conflict("sharing.underWay", open.caseNo());
            }
        }
    }

    /** What the forms show of it, in the office's language: it is kept with the case. */
    private Map<String, @Nullable Object> shown(DataResource resource, Grants.Granting asked, String why) {
        DepartmentNames names = DepartmentNames.of(departments);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("resourceName", resource.name());
        shown.put("providerName", names.of(resource.provider()));
        shown.put("requestingName", names.of(asked.department()));
        shown.put(
                "itemLabel",
                catalogue
                        .find(asked.item())
                        .map(version -> version.item().name())
                        .orElse(asked.item()));
        shown.put("purposeLabel", texts.office("sources.purpose." + asked.purpose()));
        shown.put("untilText", asked.until().toString());
        shown.put("why", why);
        shown.put("allFieldOptions", options(resource, resource.answerNames()));
        shown.putAll(fieldsShown(resource, asked.fields()));
        return shown;
    }

    /** What the forms show of the fields, which may become others. */
    static Map<String, @Nullable Object> fieldsShown(DataResource resource, Set<String> fields) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        List<Map<String, String>> options = options(resource, fields);
        shown.put("fieldLabels", labels(resource, fields));
        shown.put("fieldOptions", options);
        shown.put("fields", fields.stream().sorted().toList());
        shown.put("grantedFields", fields.stream().sorted().toList());
        return shown;
    }

    /** The names of fields, one after the other. */
    static String labels(DataResource resource, Set<String> fields) {
        return String.join("、", resource.labels(fields));
    }

    private static List<Map<String, String>> options(DataResource resource, Set<String> fields) {
        return resource.answers().stream()
                .filter(field -> fields.contains(field.name()))
                .map(field -> Map.of("label", field.label(), "value", field.name()))
                .toList();
    }

    /** All, the newest first. */
    @Transactional(readOnly = true)
    public List<SharingRequest> all() {
        return requests.all();
    }

    @Transactional(readOnly = true)
    public Listing<SharingRequest> list(PageRequest page) {
        String after = page.after() == null ? null : page.after().text(0);
        return page.listing(
                requests.list(after, page.limit()), requests.count(), request -> new Object[] {request.caseNo()});
    }
}
