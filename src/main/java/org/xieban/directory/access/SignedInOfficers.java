package org.xieban.directory.access;

import java.util.Optional;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Post;
import org.xieban.directory.SignedInOfficer;

/** Makes principals of the directory's officers. */
@Component
class SignedInOfficers implements UserDetailsService {

    private final Accounts accounts;
    private final Officers officers;

    SignedInOfficers(Accounts accounts, Officers officers) {
        this.accounts = accounts;
        this.officers = officers;
    }

    @Override
    public SignedInOfficer loadUserByUsername(String login) {
        return accounts.find(login).map(this::load).orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }

    /** The officer of that account, acting for his main post. */
    SignedInOfficer load(Account account) {
        Officer officer = officer(account);
        return signedIn(account, officer, officer.mainPost());
    }

    /** The same officer as he is now, acting for the same post while he has it, else for his main post. */
    SignedInOfficer reload(Account account, SignedInOfficer before) {
        Officer officer = officer(account);
        return post(officer, before.post().id())
                .map(post -> signedIn(account, officer, post))
                .orElseGet(() -> signedIn(account, officer, officer.mainPost()));
    }

    /** The same officer, acting for another of his posts; empty when it is not his. */
    Optional<SignedInOfficer> actingFor(SignedInOfficer before, long post) {
        return accounts.find(before.login()).flatMap(account -> {
            Officer officer = officer(account);
            return post(officer, post).map(chosen -> signedIn(account, officer, chosen));
        });
    }

    private Officer officer(Account account) {
        return officers.find(account.login()).orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }

    private static Optional<Post> post(Officer officer, long id) {
        return officer.posts().stream().filter(post -> post.id() == id).findFirst();
    }

    private static SignedInOfficer signedIn(Account account, Officer officer, Post post) {
        return new SignedInOfficer(
                officer, post, account.version(), account.passwordChangedAt(), account.mustChangePassword());
    }
}
