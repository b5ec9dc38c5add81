package org.xieban.directory.administration;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.Department;
import org.xieban.directory.Officers;
import org.xieban.directory.Region;
import org.xieban.directory.Role;
import org.xieban.directory.access.PasswordHashes;
import org.xieban.directory.access.PasswordRule;
import org.xieban.startup.ExitCode;
import org.xieban.startup.StartMessage;
import org.xieban.startup.StartupRefusal;
import org.xieban.trace.Act;
import org.xieban.trace.AtStart;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * The first start of a product that nobody administers yet: a code is printed where only its operator sees it, and with
 * it the three administrators are set up, once. Until then each start prints a new code and voids the one before.
 */
@Component
@Order(10)
class SetUp extends AtStart implements StartMessage {

    /** Wrong codes after which the code is void; a restart makes another. */
    static final int ATTEMPTS = 5;

    /** Without letters that look like digits. */
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static final List<Role> ADMINISTRATORS =
            List.of(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR);

    private final JdbcClient jdbc;
    private final Officers officers;
    private final Enrolment enrolment;
    private final RegionAdministration regions;
    private final DepartmentAdministration departments;
    private final Installation installation;
    private final PasswordHashes hashes;
    private final PasswordRule rule;
    private final Trace trace;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final MessageSource messages;
    private final Environment environment;
    private volatile @Nullable String code;

    SetUp(
            JdbcClient jdbc,
            Officers officers,
            Enrolment enrolment,
            RegionAdministration regions,
            DepartmentAdministration departments,
            Installation installation,
            PasswordHashes hashes,
            PasswordRule rule,
            Trace trace,
            Clock clock,
            TransactionTemplate transaction,
            MessageSource messages,
            Environment environment) {
        super(Turn.DUTIES);
        this.jdbc = jdbc;
        this.officers = officers;
        this.enrolment = enrolment;
        this.regions = regions;
        this.departments = departments;
        this.installation = installation;
        this.hashes = hashes;
        this.rule = rule;
        this.trace = trace;
        this.clock = clock;
        this.transaction = transaction;
        this.messages = messages;
        this.environment = environment;
    }

    /** One of the three accounts to be. */
    record Account(String login, String name, String password) {}

    /**
     * All that is asked for at the first start.
     *
     * @param administrators system, security, audit
     */
    record Plan(
            String regionCode,
            String regionName,
            String departmentCode,
            String departmentName,
            List<Account> administrators) {}

    /** @throws StartupRefusal when demonstration people could sign in to a product that is meant to be used */
    @Override
    protected void work() {
        if (installation.isDemonstration() && !environment.acceptsProfiles(Profiles.of("demonstration"))) {
            throw new StartupRefusal(ExitCode.PROFILE, "directory.start.demonstrationData");
        }
        if (administered()) {
            transaction.executeWithoutResult(status -> jdbc.sql("update set_up set code = null where code is not null")
                    .update());
        } else {
            String printed = newCode();
            String hash = hashes.hash(printed);
            transaction.executeWithoutResult(
                    status -> jdbc.sql("""
                    insert into set_up (code) values (:code)
                    on conflict (sole) do update set code = :code, attempts = 0 where set_up.done_at is null""").param("code", hash).update());
            code = printed;
        }
    }

    @Override
    public List<String> lines() {
        String printed = code;
        // printed once, kept nowhere but as a hash
        code = null;
        return printed == null
                ? List.of()
                : messages.getMessage("directory.start.setUp", new Object[] {printed}, Locale.SIMPLIFIED_CHINESE)
                        .lines()
                        .toList();
    }

    /** Whether the product waits for its administrators. */
    boolean open() {
        return codeHash().isPresent();
    }

    /**
     * Sets up the three administrators, with the region and the department they belong to: all of it or nothing.
     *
     * @throws Refusal {@code address.unknown} when there is nothing to set up; {@code setUp.code} for a wrong code;
     *     {@code setUp.invalid} naming the fields
     */
    void carryOut(String given, Plan plan) {
        String hash = codeHash().orElseThrow(() -> Refusal.notFound("address.unknown"));
        if (!hashes.matches(given.strip().toUpperCase(Locale.ROOT), hash)) {
            transaction.executeWithoutResult(status -> countWrongCode(hash));
            throw Refusal.rule("setUp.code").at("code", "setUp.code");
        }
        check(plan);
        List<String> passwords = plan.administrators.stream()
                .map(account -> hashes.hash(account.password))
                .toList();
        transaction.executeWithoutResult(status -> {
            int taken = jdbc.sql("""
                    update set_up set code = null, done_at = :now where code = :hash and attempts < :most""")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("hash", hash)
                    .param("most", ATTEMPTS)
                    .update();
            if (taken == 0 || administered()) {
                throw Refusal.notFound("address.unknown");
            }
            regions.create(new Region(plan.regionCode, plan.regionName, Region.Level.CITY, null, 0));
            departments.create(new Department(
                    plan.departmentCode,
                    plan.departmentName,
                    plan.departmentName.substring(0, Math.min(20, plan.departmentName.length())),
                    plan.regionCode,
                    null,
                    Department.Kind.ORGAN,
                    Department.Seat.UNKNOWN,
                    0));
            for (int i = 0; i < ADMINISTRATORS.size(); i++) {
                Role role = ADMINISTRATORS.get(i);
                Account account = plan.administrators.get(i);
                String title = messages.getMessage(role.textKey(), null, Locale.SIMPLIFIED_CHINESE);
                enrolment.enrol(
                        new NewOfficer(
                                account.login,
                                account.name,
                                null,
                                null,
                                List.of(new NewOfficer.NewPost(plan.departmentCode, title, Set.of(role)))),
                        passwords.get(i),
                        false);
            }
            trace.record(Act.of("administrators.setUp", "officers", "administrators")
                    .with(
                            "logins",
                            plan.administrators.stream().map(Account::login).toList()));
        });
    }

    private void check(Plan plan) {
        Refusal refusal = Refusal.rule("setUp.invalid");
        Set<String> logins = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < ADMINISTRATORS.size(); i++) {
            Account account = plan.administrators.get(i);
            String prefix = ADMINISTRATORS.get(i).code() + "-";
            if (!NewOfficer.LOGIN.matcher(account.login).matches() || account.login.equals("system")) {
                refusal = refusal.at(prefix + "login", "officer.login");
            } else if (!logins.add(account.login)) {
                refusal = refusal.at(prefix + "login", "setUp.samePerson");
            }
            if (account.name.isBlank() || account.name.length() > 60) {
                refusal = refusal.at(prefix + "name", "officer.name");
            } else if (!names.add(account.name.strip())) {
                refusal = refusal.at(prefix + "name", "setUp.samePerson");
            }
            for (String violation : rule.violations(account.login, account.password)) {
                refusal = refusal.at(prefix + "password", violation, rule.minimumLength());
            }
            if (!secrets.add(account.password)) {
                refusal = refusal.at(prefix + "password", "setUp.samePassword");
            }
        }
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
    }

    private void countWrongCode(String hash) {
        jdbc.sql("""
                update set_up set attempts = attempts + 1, code = case when attempts + 1 < :most then code end
                 where code = :hash""").param("most", ATTEMPTS).param("hash", hash).update();
        trace.record(Act.of("setUp.refused", "officers", "administrators"));
    }

    private Optional<String> codeHash() {
        return jdbc.sql("select code from set_up where code is not null and done_at is null")
                .query(String.class)
                .optional();
    }

    private boolean administered() {
        return ADMINISTRATORS.stream().anyMatch(role -> !officers.withRole(role).isEmpty());
    }

    private static String newCode() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
