package org.xieban.directory.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How strict sign-in is (GB/T 22239-2019, 8.1.4.1). The idle timeout is {@code server.servlet.session.timeout}.
 *
 * @param attempts wrong passwords in a row after which the account is locked
 * @param lockFor how long it stays locked
 * @param minimumLength characters of a password, at least
 * @param formerPasswords how many of the last passwords, the present one included, may not be taken again
 * @param verifiedFor how long a password once verified for HTTP Basic need not be hashed again
 */
@ConfigurationProperties("xieban.sign-in")
record SignInSettings(
        @DefaultValue("5") int attempts,
        @DefaultValue("15m") Duration lockFor,
        @DefaultValue("10") int minimumLength,
        @DefaultValue("5") int formerPasswords,
        @DefaultValue("5m") Duration verifiedFor) {

    SignInSettings {
        if (attempts < 1
                || minimumLength < 8
                || minimumLength > 64
                || formerPasswords < 0
                || lockFor.isNegative()
                || verifiedFor.isNegative()) {
            throw new IllegalArgumentException(
                    "xieban.sign-in: attempts at least 1, minimum-length 8 to 64, nothing below 0");
        }
    }
}
