package org.xieban.directory.administration;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.NavigationEntry;
import org.xieban.web.NavigationEntry.Section;
import org.xieban.web.SearchSource;
import org.xieban.web.StartCard;

/** What the administration of people adds to side bar, start page and search. */
@Configuration(proxyBeanMethods = false)
class DirectoryEntries {

    private static final Set<String> SYSTEM = Set.of(Role.SYSTEM_ADMINISTRATOR.authority());
    private static final Set<String> SECURITY = Set.of(Role.SECURITY_ADMINISTRATOR.authority());
    private static final Set<String> BOTH =
            Set.of(Role.SYSTEM_ADMINISTRATOR.authority(), Role.SECURITY_ADMINISTRATOR.authority());

    @Bean
    NavigationEntry officersEntry() {
        return new NavigationEntry(
                Section.ADMINISTRATION, 10, "navigation.officers", "/directory/officers", "users", BOTH, null);
    }

    @Bean
    NavigationEntry departmentsEntry() {
        return new NavigationEntry(
                Section.ADMINISTRATION,
                20,
                "navigation.departments",
                "/directory/departments",
                "building-community",
                SYSTEM,
                null);
    }

    @Bean
    NavigationEntry regionsEntry() {
        return new NavigationEntry(
                Section.ADMINISTRATION, 30, "navigation.regions", "/directory/regions", "map-2", SYSTEM, null);
    }

    @Bean
    StartCard lockedCard(OfficerFiles files) {
        return card("locked", 10, "?state=LOCKED", "lock", SECURITY, files, OfficerFiles.State.LOCKED);
    }

    @Bean
    StartCard withoutRoleCard(OfficerFiles files) {
        return card(
                "withoutRole",
                20,
                "?state=WITHOUT_ROLE",
                "user-question",
                SECURITY,
                files,
                OfficerFiles.State.WITHOUT_ROLE);
    }

    @Bean
    StartCard officersCard() {
        return new StartCard(
                10,
                "directory.card.officers",
                "directory.card.officers.text",
                "/directory/officers",
                "users",
                SYSTEM,
                null);
    }

    private static StartCard card(
            String name,
            int order,
            String query,
            String icon,
            Set<String> authorities,
            OfficerFiles files,
            OfficerFiles.State state) {
        return new StartCard(
                order,
                "directory.card." + name,
                "directory.card." + name + ".text",
                "/directory/officers" + query,
                icon,
                authorities,
                viewer -> files.count(new OfficerFiles.Filter(null, null, null, state)));
    }

    @Bean
    SearchSource officerSearch(Officers officers) {
        return new SearchSource() {
            @Override
            public String headingKey() {
                return "directory.officers.title";
            }

            @Override
            public List<Hit> search(String query, Authentication viewer, Locale locale, int limit) {
                boolean administrates = viewer.getPrincipal() instanceof SignedInOfficer officer
                        && (officer.has(Role.SYSTEM_ADMINISTRATOR) || officer.has(Role.SECURITY_ADMINISTRATOR));
                if (!administrates) {
                    return List.of();
                }
                return officers.search(query, limit).stream()
                        .map(officer -> new Hit(
                                officer.name(),
                                officer.login() + " · " + officer.mainPost().departmentName() + " "
                                        + officer.mainPost().title(),
                                "/directory/officers/" + officer.login()))
                        .toList();
            }
        };
    }
}
