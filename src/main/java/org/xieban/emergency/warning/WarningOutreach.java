package org.xieban.emergency.warning;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.emergency.outreach.Outreach;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.emergency.outreach.Recipient;
import org.xieban.web.OfficeTexts;

/**
 * Tells those outside of warnings that are issued, adjusted and lifted: departments that have a system of their own, by
 * the receiver that is registered under the department's code, and whoever the settings name.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class WarningOutreach {

    private final Outreach outreach;
    private final WarningShown shown;
    private final WarningSettings settings;
    private final OfficeTexts texts;

    WarningOutreach(Outreach outreach, WarningShown shown, WarningSettings settings, OfficeTexts texts) {
        this.outreach = outreach;
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
        List<Recipient> told = new ArrayList<>(settings.recipients());
        outreach.receiving(departments).stream()
                .sorted()
                .map(Recipient::receiver)
                .forEach(told::add);
        if (told.isEmpty()) {
            return;
        }
        Warning.Version version = warning.version();
        Warning.Terms terms = version.terms();
        outreach.send(
                new Purpose(Purpose.Kind.WARNING, warning.caseNo(), warning.drill()),
                told,
                texts.office(
                        "emergency.warning.outreach." + version.change(),
                        shown.title(warning, version),
                        String.valueOf(version.documentNumber())),
                texts.office(
                        "emergency.warning.outreach.text",
                        shown.period(terms),
                        shown.area(terms.regions()),
                        terms.caution(),
                        terms.measures(),
                        terms.reason()),
                "warning/" + warning.caseNo() + "/" + version.no());
    }
}
