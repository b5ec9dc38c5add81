package org.xieban.directory.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/**
 * Lets in who gives the right password of an enabled, unlocked account, and keeps a record of it. Whatever is wrong, the
 * answer is the same and takes as long: it must not tell which logins exist or are locked.
 */
@Component
class SignIn {

    /** Why somebody was not let in: for the record, never for him. */
    private enum Failure {
        UNKNOWN,
        PASSWORD,
        LOCKED,
        DISABLED
    }

    /** How somebody comes in. */
    enum Channel {
        /** By the form, into a session. */
        FORM,
        /** By HTTP Basic, for one request. */
        BASIC
    }

    /** Somebody was let in. */
    record Admitted(SignedInOfficer officer, PreviousSignIn previous) {}

    private final Accounts accounts;
    private final SignedInOfficers officers;
    private final PasswordHashes hashes;
    private final VerifiedPasswords verified;
    private final SignInSettings settings;
    private final Trace trace;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final byte[] maskKey = new byte[32];

    SignIn(
            Accounts accounts,
            SignedInOfficers officers,
            PasswordHashes hashes,
            VerifiedPasswords verified,
            SignInSettings settings,
            Trace trace,
            Clock clock,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.officers = officers;
        this.hashes = hashes;
        this.verified = verified;
        this.settings = settings;
        this.trace = trace;
        this.clock = clock;
        this.transaction = transaction;
        new SecureRandom().nextBytes(maskKey);
    }

    /**
     * Lets in whoever has this login and password.
     *
     * @param typed the login as it was typed
     * @param address where the request came from, null where that is not known
     * @throws BadCredentialsException whatever is wrong
     */
    Admitted admit(String typed, String password, Channel channel, @Nullable String address) {
        String login = typed.strip().toLowerCase(Locale.ROOT);
        Optional<Account> account = accounts.find(login);
        boolean right = matches(account, password, channel);
        if (right && channel == Channel.BASIC && account.isPresent() && usable(account.get())) {
            // nothing to write: the request of a machine that is well known must cost no transaction
            return new Admitted(officers.load(account.get()), new PreviousSignIn(null, null, 0));
        }
        Admitted admitted = transaction.execute(status -> decide(login, account.orElse(null), right, channel, address));
        if (admitted == null) {
            throw new BadCredentialsException("refused");
        }
        account.filter(known -> hashes.outdated(known.hash()))
                .ifPresent(known -> accounts.renewHash(known, hashes.hash(password)));
        return admitted;
    }

    /** Computed outside any transaction: it takes a tenth of a second, and connections are few. */
    private boolean matches(Optional<Account> account, String password, Channel channel) {
        String hash = account.map(Account::hash).orElse(hashes.decoy());
        if (channel == Channel.BASIC && verified.contains(password, hash)) {
            return true;
        }
        boolean right = hashes.matches(password, hash) && account.isPresent();
        if (right && channel == Channel.BASIC) {
            verified.add(password, hash);
        }
        return right;
    }

    private boolean usable(Account account) {
        return account.enabled() && account.failedAttempts() == 0 && !account.lockedAt(clock.instant());
    }

    private @Nullable Admitted decide(
            String login, @Nullable Account checked, boolean right, Channel channel, @Nullable String address) {
        Instant now = OfficialTime.now(clock);
        // read again under a lock: guesses that run side by side must be counted one by one
        Account account = checked == null ? null : accounts.lock(login).orElse(null);
        if (checked == null || account == null) {
            trace.record(Act.of("signIn.failed", "officer", masked(login)).with("reason", Failure.UNKNOWN.name()));
            return null;
        }
        if (account.lockedAt(now)) {
            accounts.countFailure(account, account.failedAttempts(), account.lockedUntil());
            fail(account, Failure.LOCKED, channel);
            return null;
        }
        if (!right || !account.hash().equals(checked.hash())) {
            int attempts = account.failedAttempts() + 1;
            boolean locks = attempts >= settings.attempts();
            Instant until = locks ? now.plus(settings.lockFor()) : null;
            accounts.countFailure(account, locks ? 0 : attempts, until);
            fail(account, Failure.PASSWORD, channel);
            if (until != null) {
                trace.record(Act.of("signIn.locked", "officer", account.login())
                        .with("attempts", attempts)
                        .with("until", until.toString()));
            }
            return null;
        }
        if (!account.enabled()) {
            fail(account, Failure.DISABLED, channel);
            return null;
        }
        SignedInOfficer officer = officers.load(account);
        if (channel == Channel.BASIC) {
            accounts.forgetFailures(account);
        } else {
            accounts.signedIn(account, now, address);
            trace.record(Act.of("signIn.succeeded", "officer", account.login()), officer.actor());
        }
        return new Admitted(
                officer,
                new PreviousSignIn(account.lastSignInAt(), account.lastSignInAddress(), account.failedSinceSignIn()));
    }

    private void fail(Account account, Failure reason, Channel channel) {
        trace.record(Act.of("signIn.failed", "officer", account.login())
                .with("reason", reason.name())
                .with("channel", channel.name()));
    }

    /**
     * People type their password where the login belongs, so what is no login is kept only as a keyed digest: repeated
     * tries can be told apart while this process runs, and nobody can find the word afterwards.
     */
    private String masked(String typed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(maskKey, "HmacSHA256"));
            byte[] digest = mac.doFinal(typed.getBytes(StandardCharsets.UTF_8));
            return "unknown-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
