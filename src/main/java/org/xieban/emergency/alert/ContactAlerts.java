package org.xieban.emergency.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.duty.DutyRoster;
import org.xieban.emergency.outreach.Outreach;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.emergency.outreach.Recipient;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/** Tells contacts what has happened, each once of each occasion. */
@Component
public class ContactAlerts {

    private static final int LONGEST_NAME = 200;

    private final AlertStore store;
    private final Contacts contacts;
    private final DutyRoster roster;
    private final Outreach outreach;
    private final Departments departments;
    private final Trace trace;
    private final Clock clock;

    ContactAlerts(
            AlertStore store,
            Contacts contacts,
            DutyRoster roster,
            Outreach outreach,
            Departments departments,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.contacts = contacts;
        this.roster = roster;
        this.outreach = outreach;
        this.departments = departments;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Tells the contacts of a plan, those who were told of the case before, and those of departments where nobody is on
     * duty; each once of each occasion, in the transaction of what it tells of.
     *
     * @param no of the decision or the version it tells of
     * @param planned codes of contacts
     * @param concerned codes of departments
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(
            Purpose purpose,
            Occasion occasion,
            int no,
            Collection<String> planned,
            Collection<String> concerned,
            String subject,
            String text) {
        String caseNo = Objects.requireNonNull(purpose.caseNo());
        if (store.told(caseNo, occasion, no)) {
            return;
        }
        Collection<Contact> all = whom(caseNo, planned, concerned);
        if (all.isEmpty()) {
            return;
        }
        DepartmentNames names = DepartmentNames.of(departments);
        Map<Contact, Recipient> recipients = new LinkedHashMap<>();
        all.forEach(each -> each.recipient(called(each, names)).ifPresent(to -> recipients.put(each, to)));
        Map<Recipient, Long> sent = recipients.isEmpty()
                ? Map.of()
                : outreach.tell(
                        purpose,
                        List.copyOf(recipients.values()),
                        subject,
                        text,
                        "contacts/" + caseNo + "/" + occasion + "/" + no);
        Instant now = OfficialTime.now(clock);
        for (Contact each : all) {
            Recipient to = recipients.get(each);
            store.add(
                    caseNo,
                    occasion,
                    no,
                    each.code(),
                    called(each, names),
                    purpose.drill(),
                    to == null ? null : sent.get(to),
                    now);
        }
        trace.record(Act.of("contact.alerted", "contact", occasion.name())
                .inCase(caseNo, null)
                .with("contacts", (long) all.size())
                .with("toTelephone", (long) all.size() - recipients.size()));
    }

    private Collection<Contact> whom(String caseNo, Collection<String> planned, Collection<String> concerned) {
        Map<String, Contact> whom = new TreeMap<>();
        List<String> codes = new ArrayList<>(planned);
        store.of(caseNo).forEach(each -> codes.add(each.contact()));
        contacts.of(codes).forEach(each -> whom.put(each.code(), each));
        Set<String> attended = roster.onDuty(clock.instant()).keySet();
        contacts.own(concerned.stream().filter(each -> !attended.contains(each)).toList())
                .forEach(each -> whom.put(each.code(), each));
        return whom.values();
    }

    /** Unit and post: the record, which is never erased, needs no name. */
    private static String called(Contact contact, DepartmentNames names) {
        String called = (contact.unit() == null ? names.shortOf(contact.department()) : contact.unit()) + " · "
                + contact.post();
        return called.substring(0, Math.min(LONGEST_NAME, called.length()));
    }
}
