package org.xieban.directory.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Changes passwords. */
@Component
public class Passwords {

    /** Without those that look alike on paper. */
    private static final String CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final String SMALL = "abcdefghijkmnpqrstuvwxyz";
    private static final String DIGITS = "23456789";

    private final Accounts accounts;
    private final SignedInOfficers officers;
    private final PasswordHashes hashes;
    private final PasswordRule rule;
    private final SignInSettings settings;
    private final Trace trace;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    Passwords(
            Accounts accounts,
            SignedInOfficers officers,
            PasswordHashes hashes,
            PasswordRule rule,
            SignInSettings settings,
            Trace trace,
            Clock clock,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.officers = officers;
        this.hashes = hashes;
        this.rule = rule;
        this.settings = settings;
        this.trace = trace;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * An officer changes his own password. Wrong guesses at the present one count like those at sign-in: a session left
     * unattended must not be a way to find it out.
     *
     * @return the officer as he is signed in from now on
     * @throws Refusal {@code password.invalid} naming the fields
     */
    SignedInOfficer change(SignedInOfficer officer, String present, String wanted, String repeated) {
        Account account = known(officer.login());
        boolean locked = account.lockedAt(clock.instant());
        if (!hashes.matches(present, account.hash()) || locked) {
            transaction.executeWithoutResult(status -> refused(officer));
            throw Refusal.rule("password.invalid").at("present", "password.wrong");
        }
        rule.require("wanted", officer.login(), wanted);
        if (!wanted.equals(repeated)) {
            throw Refusal.rule("password.invalid").at("repeated", "password.different");
        }
        requireNew(account, wanted);
        String hash = hashes.hash(wanted);
        return transaction.execute(status -> {
            Account now = accounts.lock(officer.login()).orElseThrow(Passwords::unknown);
            if (!now.hash().equals(account.hash())) {
                throw Refusal.conflict("directory.changedMeanwhile");
            }
            accounts.changePassword(now, hash, false, now());
            trace.record(Act.of("password.changed", "officer", officer.login()));
            return officers.reload(known(officer.login()), officer);
        });
    }

    /**
     * Gives an officer a password that lets him in once, to choose another; a lock is lifted.
     *
     * @return the password, which is kept nowhere
     * @throws Refusal {@code officer.unknown}
     */
    public String reset(String login) {
        String password = oneTime();
        String hash = hashes.hash(password);
        transaction.executeWithoutResult(status -> {
            Account account = accounts.lock(login).orElseThrow(Passwords::unknown);
            accounts.changePassword(account, hash, true, now());
            trace.record(Act.of("password.reset", "officer", login));
        });
        return password;
    }

    /** The hash of a password that nobody knows: for an account that waits for its first one. */
    public String unknowable() {
        return hashes.hash(oneTime());
    }

    private void requireNew(Account account, String wanted) {
        if (settings.formerPasswords() == 0) {
            return;
        }
        List<String> former = accounts.formerHashes(account, settings.formerPasswords() - 1);
        if (hashes.matches(wanted, account.hash()) || former.stream().anyMatch(hash -> hashes.matches(wanted, hash))) {
            throw Refusal.rule("password.invalid").at("wanted", "password.former", settings.formerPasswords());
        }
    }

    private void refused(SignedInOfficer officer) {
        Account account = accounts.lock(officer.login()).orElseThrow(Passwords::unknown);
        int attempts = account.failedAttempts() + 1;
        if (account.lockedAt(clock.instant())) {
            accounts.countFailure(account, account.failedAttempts(), account.lockedUntil());
        } else if (attempts >= settings.attempts()) {
            Instant until = now().plus(settings.lockFor());
            accounts.countFailure(account, 0, until);
            trace.record(Act.of("signIn.locked", "officer", officer.login())
                    .with("attempts", attempts)
                    .with("until", until.toString()));
        } else {
            accounts.countFailure(account, attempts, null);
        }
        trace.record(Act.of("password.refused", "officer", officer.login()));
    }

    private Account known(String login) {
        return accounts.find(login).orElseThrow(Passwords::unknown);
    }

    private static Refusal unknown() {
        return Refusal.notFound("officer.unknown");
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }

    /** Three groups of four, to be read over a telephone: about 55 bits, behind a lock, until it is used once. */
    private String oneTime() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            if (i > 0 && i % 4 == 0) {
                password.append('-');
            }
            password.append(one(i % 4 == 0 ? CAPITALS : i % 4 == 3 ? DIGITS : SMALL + DIGITS));
        }
        return password.toString();
    }

    private char one(String alphabet) {
        return alphabet.charAt(random.nextInt(alphabet.length()));
    }
}
