package org.xieban.casefile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xieban.web.Refusal;

/**
 * A telephone number: a mobile one of eleven digits, a fixed one with area code ({@code 0571-87654321}, {@code -123} for an
 * extension), a service number ({@code 400…}), or one of another country ({@code +852…}).
 */
public record Phone(String value) {

    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");

    /** Area codes: Beijing, the province-level cities and greatest others have three digits, all others four. */
    private static final Pattern FIXED = Pattern.compile("(010|02\\d|0[3-9]\\d{2})-?([2-9]\\d{6,7})(?:-(\\d{1,6}))?");

    private static final Pattern SERVICE = Pattern.compile("[48]00-?\\d{3}-?\\d{4}");

    private static final Pattern FOREIGN = Pattern.compile("\\+(?!86)[1-9]\\d{5,14}");

    public Phone {
        if (!normal(value).equals(value)) {
            throw new IllegalArgumentException("not a telephone number");
        }
    }

    /**
     * Reads a number as it was typed, with or without {@code +86}, spaces and dashes.
     *
     * @throws Refusal {@code phone.shape} (422)
     */
    public static Phone of(String typed) {
        String normal = normal(typed);
        if (normal.isEmpty()) {
            throw Refusal.rule("phone.shape");
        }
        return new Phone(normal);
    }

    /** One way to write it; empty for what is no number. */
    private static String normal(String typed) {
        String text = Symbols.typed(typed)
                .replaceAll("[()‐-―－]", "-")
                .replaceAll("-+", "-")
                .replaceFirst("^-", "");
        String home = text.replaceFirst("^(\\+|00)86-?", "");
        String digits = home.replace("-", "");
        if (MOBILE.matcher(digits).matches()) {
            return digits;
        }
        // abroad one leaves out the 0 of the area code
        Matcher fixed = FIXED.matcher(home.equals(text) || home.startsWith("0") ? home : "0" + home);
        if (fixed.matches()) {
            return fixed.group(1) + "-" + fixed.group(2) + (fixed.group(3) == null ? "" : "-" + fixed.group(3));
        }
        if (SERVICE.matcher(home).matches()) {
            return digits;
        }
        String foreign = text.replaceFirst("^00", "+").replace("-", "");
        return FOREIGN.matcher(foreign).matches() ? foreign : "";
    }

    /** Whether text messages reach it. */
    public boolean mobile() {
        return MOBILE.matcher(value).matches();
    }

    /** {@code 138****5678}, {@code 0571-****4321} */
    public String masked() {
        return Masking.phone(value);
    }

    /** Masked, so that no log or message shows the number by accident. */
    @Override
    public String toString() {
        return masked();
    }
}
