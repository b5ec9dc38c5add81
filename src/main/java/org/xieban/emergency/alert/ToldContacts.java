package org.xieban.emergency.alert;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseScope;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.emergency.contact.Contact;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.outreach.SentMessages;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Which contacts were told, who of them has said that he knows, and who was telephoned. */
@Component
@Transactional
public class ToldContacts {

    private static final int LONGEST_NOTE = 200;

    private final AlertStore store;
    private final Contacts contacts;
    private final SentMessages messages;
    private final Officers officers;
    private final CaseAccess access;
    private final Trace trace;
    private final Clock clock;

    ToldContacts(
            AlertStore store,
            Contacts contacts,
            SentMessages messages,
            Officers officers,
            CaseAccess access,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.contacts = contacts;
        this.messages = messages;
        this.officers = officers;
        this.access = access;
        this.trace = trace;
        this.clock = clock;
    }

    /** Those who were told in a case, of the last occasion first; whether the asker may see it is for the caller. */
    @Transactional(readOnly = true)
    public List<ToldContact> of(String caseNo) {
        List<Alert> alerts = store.of(caseNo);
        Map<Long, SentMessages.Sent> sent = messages.byNumber(
                alerts.stream().map(Alert::delivery).filter(Objects::nonNull).toList());
        Map<String, Contact> known =
                contacts.of(alerts.stream().map(Alert::contact).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(Contact::code, each -> each));
        Map<String, String> people =
                officers
                        .findAll(alerts.stream()
                                .map(Alert::reachedBy)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Officer::login, Officer::name));
        return alerts.stream()
                .map(each -> ToldContact.of(
                        each,
                        each.delivery() == null ? null : sent.get(each.delivery()),
                        known.get(each.contact()),
                        each.reachedBy() == null ? null : people.getOrDefault(each.reachedBy(), each.reachedBy())))
                .toList();
    }

    /** Whether whoever is signed in notes that contacts were telephoned. */
    public static boolean mayTelephone() {
        return CaseAccess.officer()
                .filter(officer -> officer.has(Role.DUTY_COMMANDER))
                .isPresent();
    }

    /**
     * That somebody was telephoned.
     *
     * @param said what he said, empty for nothing
     * @throws Refusal {@code alert.unknown} (404), {@code access.denied} (403), {@code alert.known} (409), {@code
     *     checklist.note} (422)
     */
    void reached(long id, String said) {
        Alert alert = require(id);
        if (!mayTelephone()) {
            throw Refusal.forbidden("access.denied");
        }
        String note = said.strip();
        if (note.length() > LONGEST_NOTE) {
            throw Refusal.rule("checklist.note", LONGEST_NOTE);
        }
        if (!store.reached(id, CaseAccess.requireOfficer().login(), OfficialTime.now(clock), note)) {
            throw Refusal.conflict("alert.known");
        }
        Act act = Act.of("contact.telephoned", "contact", alert.contact())
                .inCase(alert.caseNo(), null)
                .with("recipient", alert.called());
        trace.record(note.isEmpty() ? act : act.with("note", note));
    }

    /**
     * One of a case that whoever is signed in sees the whole of.
     *
     * @throws Refusal {@code alert.unknown} (404)
     */
    @Transactional(readOnly = true)
    Alert require(long id) {
        return store.find(id)
                .filter(each -> access.scope(CaseAccess.requireOfficer(), each.caseNo()) == CaseScope.WHOLE)
                .orElseThrow(() -> Refusal.notFound("alert.unknown"));
    }
}
