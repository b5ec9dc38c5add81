package org.xieban.emergency.warning;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.alert.ContactAlerts;
import org.xieban.emergency.alert.Occasion;
import org.xieban.emergency.outreach.Outreach;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.emergency.outreach.Recipient;
import org.xieban.web.OfficeTexts;

/**
 * Tells those outside of warnings that are issued, adjusted and lifted: departments that have a system of their own, by
 * the receiver that is registered under the department's code, whoever the settings name, and the contacts whom it concerns.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class WarningOutreach {

    private final Outreach outreach;
    private final ContactAlerts alerts;
    private final WarningContacts contacts;
    private final WarningShown shown;
    private final WarningSettings settings;
    private final OfficeTexts texts;

    WarningOutreach(
            Outreach outreach,
            ContactAlerts alerts,
            WarningContacts contacts,
            WarningShown shown,
            WarningSettings settings,
            OfficeTexts texts) {
        this.outreach = outreach;
        this.alerts = alerts;
        this.contacts = contacts;
        this.shown = shown;
        this.settings = settings;
        this.texts = texts;
    }

    /**
     * Tells what has become of a warning, once of each version.
     *
     * @param departments codes of those that have to confirm it
     */
    void tell(Warning warning, List<String> departments) {
        Warning.Version version = warning.version();
        Warning.Terms terms = version.terms();
        Purpose purpose = new Purpose(Purpose.Kind.WARNING, warning.caseNo(), warning.drill());
        String subject = texts.office(
                "emergency.warning.outreach." + version.change(),
                shown.title(warning, version),
                String.valueOf(version.documentNumber()));
        String text = texts.office(
                "emergency.warning.outreach.text",
                shown.period(terms),
                shown.area(terms.regions()),
                terms.caution(),
                terms.measures(),
                terms.reason());
        List<Recipient> told = new ArrayList<>(settings.recipients());
        outreach.receiving(departments).stream()
                .sorted()
                .map(Recipient::receiver)
                .forEach(told::add);
        if (!told.isEmpty()) {
            outreach.send(purpose, told, subject, text, "warning/" + warning.caseNo() + "/" + version.no());
        }
        alerts.tell(
                purpose,
                occasion(version.change()),
                version.no(),
                contacts.of(warning.kind(), terms),
                departments,
                subject,
                text);
    }

    private static Occasion occasion(Warning.Change change) {
        return switch (change) {
            case ISSUE -> Occasion.WARNING_ISSUED;
            case ADJUST -> Occasion.WARNING_ADJUSTED;
            case LIFT -> Occasion.WARNING_LIFTED;
        };
    }
}
