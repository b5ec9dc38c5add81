package org.xieban.emergency.report;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xieban.emergency.outreach.Recipient;

/**
 * How situation reports go out; below {@code xieban.emergency.report}.
 *
 * @param government code of the government's office, whose leaders sign where a department has none
 * @param recipients who is sent every report: the government's duty room, the superior department
 * @param acknowledgeWithin how long they have, before somebody telephones
 * @param every how often it is looked whether a further report is called for by time; zero for never by itself
 */
@ConfigurationProperties("xieban.emergency.report")
record ReportSettings(
        String government,
        @DefaultValue List<Recipient> recipients,
        @DefaultValue("15m") Duration acknowledgeWithin,
        @DefaultValue("20s") Duration every) {

    ReportSettings {
        recipients = List.copyOf(recipients);
    }
}
