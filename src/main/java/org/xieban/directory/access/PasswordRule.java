package org.xieban.directory.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xieban.web.Refusal;

/**
 * What a password must be like (GB/T 22239-2019, 8.1.4.1: complex enough to withstand guessing).
 *
 * @param minimumLength characters at least
 */
public record PasswordRule(int minimumLength) {

    /** Of small letters, capitals, digits and anything else, so many kinds at least. */
    static final int KINDS = 3;

    /**
     * What is wrong with a password, empty when nothing is.
     *
     * @param login of its owner, which it must not contain
     * @return codes, each with the message {@code problem.<code>}
     */
    public List<String> violations(String login, String password) {
        List<String> violations = new ArrayList<>();
        int length = password.codePointCount(0, password.length());
        if (length < minimumLength) {
            violations.add("password.short");
        }
        if (password.length() > PasswordHashes.LONGEST) {
            violations.add("password.long");
        }
        if (kinds(password) < KINDS) {
            violations.add("password.simple");
        }
        if (!login.isEmpty() && password.toLowerCase(Locale.ROOT).contains(login.toLowerCase(Locale.ROOT))) {
            violations.add("password.containsLogin");
        }
        return violations;
    }

    /**
     * Refuses a password that is not as it must be.
     *
     * @throws Refusal {@code password.invalid} naming the field and all that is wrong with it
     */
    public void require(String field, String login, String password) {
        Refusal refusal = Refusal.rule("password.invalid");
        for (String violation : violations(login, password)) {
            refusal = refusal.at(field, violation, minimumLength);
        }
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
    }

    private static int kinds(String password) {
        int small = 0;
        int capital = 0;
        int digit = 0;
        int other = 0;
        for (int i = 0; i < password.length(); i++) {
            char c = password.charAt(i);
            if (c >= 'a' && c <= 'z') {
                small = 1;
            } else if (c >= 'A' && c <= 'Z') {
                capital = 1;
            } else if (c >= '0' && c <= '9') {
                digit = 1;
            } else {
                other = 1;
            }
        }
        return small + capital + digit + other;
    }
}
