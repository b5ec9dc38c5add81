package org.xieban.ledger;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.web.NavigationEntry;
import org.xieban.web.NavigationEntry.Section;
import org.xieban.web.StartCard;

@Configuration(proxyBeanMethods = false)
class LedgerNavigation {

    private static final Set<String> AUDIT = Set.of("ROLE_AUDIT_ADMINISTRATOR");

    @Bean
    NavigationEntry recordEntry() {
        return new NavigationEntry(
                Section.ADMINISTRATION, 50, "navigation.record", "/ledger/record", "file-search", AUDIT, null);
    }

    @Bean
    NavigationEntry verificationEntry() {
        return new NavigationEntry(
                Section.ADMINISTRATION,
                51,
                "navigation.verification",
                "/ledger/verification",
                "shield-check",
                AUDIT,
                null);
    }

    @Bean
    StartCard verificationCard() {
        return new StartCard(
                51,
                "ledger.verification.card.title",
                "ledger.verification.card.text",
                "/ledger/verification",
                "shield-check",
                AUDIT,
                null);
    }

    @Bean
    StartCard recordCard() {
        return new StartCard(50, "ledger.card.title", "ledger.card.text", "/ledger/record", "file-search", AUDIT, null);
    }
}
