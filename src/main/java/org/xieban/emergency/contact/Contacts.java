package org.xieban.emergency.contact;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.Reasons;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.emergency.KeptEntry;
import org.xieban.emergency.outreach.Receivers;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;
import org.xieban.web.CsvReader;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;
import org.xieban.web.TableRows;

/** The contacts there are; each department keeps its own. */
@Component
@Transactional
public class Contacts {

    static final String LIST = "emergency/contacts";

    private static final int ALL = 100_000;

    private final ContactStore store;
    private final Departments departments;
    private final Receivers receivers;
    private final Trace trace;
    private final Clock clock;

    Contacts(ContactStore store, Departments departments, Receivers receivers, Trace trace, Clock clock) {
        this.store = store;
        this.departments = departments;
        this.receivers = receivers;
        this.trace = trace;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Contact> find(String code) {
        return store.of(List.of(code)).stream().findFirst();
    }

    /** The contacts of these codes, by code; unknown ones and those who are no longer to be called are left out. */
    @Transactional(readOnly = true)
    public List<Contact> of(Collection<String> codes) {
        return store.of(codes).stream().filter(Contact::listed).toList();
    }

    /** Those of departments themselves, not of units outside, by code. */
    @Transactional(readOnly = true)
    public List<Contact> own(Collection<String> ofDepartments) {
        return ofDepartments.isEmpty()
                ? List.of()
                : all().stream()
                        .filter(each -> each.unit() == null && ofDepartments.contains(each.department()))
                        .toList();
    }

    /** All who are to be called, by code. */
    @Transactional(readOnly = true)
    public List<Contact> all() {
        return store.rows(new ContactFilter(null, null, null).conditions(), ALL);
    }

    /** As whoever is signed in sees them: personal numbers covered but those of his own department. */
    public static Contact shown(Contact contact, SignedInOfficer officer) {
        return contact.department().equals(officer.departmentCode()) && EmergencyAccess.mayKeep(officer)
                ? contact
                : contact.covered();
    }

    @Transactional(readOnly = true)
    Listing<Contact> list(ContactFilter filter, PageRequest page, SignedInOfficer officer) {
        SqlConditions conditions = filter.conditions();
        long total = store.count(conditions);
        if (page.after() != null) {
            conditions.add("c.code > :after", "after", page.after().text(0));
        }
        List<Contact> rows = store.rows(conditions, page.limit()).stream()
                .map(each -> shown(each, officer))
                .toList();
        return page.listing(rows, total, each -> new Object[] {each.code()});
    }

    /**
     * The contact of that code, if it is one that whoever is signed in keeps.
     *
     * @throws Refusal {@code contact.unknown} (404), {@code register.foreign} (403)
     */
    @Transactional(readOnly = true)
    Contact requireOwn(String code) {
        Contact contact = require(code);
        if (!EmergencyAccess.mayKeep(contact.department())) {
            throw Refusal.forbidden("register.foreign");
        }
        return contact;
    }

    private Contact require(String code) {
        return find(code).orElseThrow(() -> Refusal.notFound("contact.unknown"));
    }

    /**
     * Shows a contact whole, this once, and records that and what for.
     *
     * @throws Refusal {@code contact.unknown} (404), {@code case.reasonMissing} (422)
     */
    Contact reveal(String code, @Nullable String reason) {
        Contact contact = require(code);
        trace.record(Act.of("contact.revealed", "contact", code).with("reason", Reasons.require(reason)));
        return contact;
    }

    /**
     * Keeps a contact as it was typed.
     *
     * @param basedOn version that was seen, 0 for a new one
     * @return null where something is wrong, which is noted in the cells
     * @throws Refusal {@code register.exists}, {@code register.stale} (409), {@code register.foreign} (403)
     */
    @Nullable
    Contact save(Cells cells, int basedOn) {
        Contact typed = ContactTable.read(cells, known());
        if (typed == null) {
            return null;
        }
        KeptEntry.replaced(typed, basedOn, this::find);
        if (!store.upsert(List.of(typed), OfficialTime.now(clock)).isEmpty()) {
            // who it is and where he is called stays out of the record, which is never erased
            trace.record(Act.of("contact.saved", "contact", typed.code()).with("department", typed.department()));
        }
        return typed;
    }

    /**
     * Takes a table: rows that are right are kept, the others are told.
     *
     * @param rows the heading first
     * @throws Refusal {@code registerTable.…} (422)
     */
    public TableRows.Taken take(String name, List<CsvReader.Row> rows) {
        ContactTable.Known known = known();
        TableRows.Taken taken = KeptEntry.take(
                name,
                rows,
                ContactTable.COLUMNS,
                cells -> ContactTable.read(cells, known),
                this::find,
                contacts -> store.upsert(contacts, OfficialTime.now(clock)));
        trace.record(taken.told(Act.of("contact.imported", "contact", name)));
        return taken;
    }

    /** All that a department keeps, whole, as it is imported again; that they were taken away is on record. */
    List<Contact> export(String department) {
        List<Contact> own = store.rows(new ContactFilter(null, department, null).conditions(), ALL);
        trace.record(Act.of("contact.exported", "contact", department).with("rows", (long) own.size()));
        return own;
    }

    private ContactTable.Known known() {
        return new ContactTable.Known(
                departments.all().stream().map(Department::code).collect(Collectors.toSet()),
                receivers.names().keySet());
    }
}
