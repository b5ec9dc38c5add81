package org.xieban.directory.administration;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xieban.directory.Role;
import org.xieban.web.Refusal;

/**
 * An officer to be.
 *
 * @param login see {@link #LOGIN}
 * @param posts at least one; the first is the main one
 */
public record NewOfficer(
        String login,
        String name,
        @Nullable String phone,
        @Nullable String email,
        List<NewPost> posts) {

    /** What a login is made of. */
    public static final Pattern LOGIN = Pattern.compile("[a-z0-9._-]{2,32}");

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 -]{4,18}[0-9]");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,55}");

    /** A post to be. */
    public record NewPost(String department, String title, Set<Role> roles) {}

    public NewOfficer {
        posts = List.copyOf(posts);
    }

    /** @throws Refusal naming each field that is not as it must be */
    void check() {
        Refusal refusal = Refusal.rule("officer.invalid");
        if (!LOGIN.matcher(login).matches() || login.equals("system")) {
            refusal = refusal.at("login", "officer.login");
        }
        refusal = checkPerson(refusal, name, phone, email);
        for (NewPost post : posts) {
            refusal = checkPost(refusal, post.title());
        }
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
    }

    static Refusal checkPerson(Refusal refusal, String name, @Nullable String phone, @Nullable String email) {
        Refusal result = refusal;
        if (name.isBlank() || name.length() > 60) {
            result = result.at("name", "officer.name");
        }
        if (phone != null && !PHONE.matcher(phone).matches()) {
            result = result.at("phone", "officer.phone");
        }
        if (email != null && !EMAIL.matcher(email).matches()) {
            result = result.at("email", "officer.email");
        }
        return result;
    }

    static Refusal checkPost(Refusal refusal, String title) {
        return title.isBlank() || title.length() > 60 ? refusal.at("title", "officer.title") : refusal;
    }

    /** Without phone and address: logs carry no personal data. */
    @Override
    public String toString() {
        return "NewOfficer[" + login + "]";
    }
}
