package org.xieban.notice;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How warnings are mailed; below {@code xieban.notices}. Without a mail server ({@code spring.mail.host}) none is.
 *
 * @param digestHour hour of the day at which digests go to those who have not chosen one, 0 to 23
 * @param mailEvery how often somebody looks whether a digest is due; zero for never by itself
 * @param mailFrom the sender's address
 * @param address of the product as its users reach it, for links in mails; without it they carry none
 */
@ConfigurationProperties("xieban.notices")
record NoticeSettings(
        @DefaultValue("8") int digestHour,
        @DefaultValue("30s") Duration mailEvery,
        @DefaultValue("xieban@localhost") String mailFrom,
        @Nullable String address) {

    NoticeSettings {
        if (digestHour < 0 || digestHour > 23) {
            throw new IllegalArgumentException("xieban.notices.digest-hour: 0 to 23");
        }
    }
}
