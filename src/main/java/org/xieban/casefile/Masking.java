package org.xieban.casefile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Personal data as the screen shows them until somebody asks for the whole, which is recorded (个人信息保护法, articles 6, 28
 * and 51). What is covered is covered by as many stars, so that two persons are still told apart.
 */
public final class Masking {

    private static final int MOBILE_LENGTH = 11;

    /** Numbers of citizens, of mobile and of fixed telephones, as people write them into sentences. */
    private static final Pattern PERSONAL =
            Pattern.compile("(?<![0-9A-Za-z])(?:[1-9][0-9]{16}[0-9Xx]|(?:\\+?86[ -]?)?1[3-9][0-9]"
                    + "[ -]?[0-9]{4}[ -]?[0-9]{4}|0[0-9]{2,3}-[0-9]{7,8})(?![0-9A-Za-z])");

    private Masking() {}

    /** {@code 王*强}, {@code 李*}, {@code 欧**明}; of one character nothing. */
    public static String name(String name) {
        int[] characters = name.strip().codePoints().toArray();
        int last = characters.length > 2 ? 1 : 0;
        return covered(characters, characters.length > 1 ? 1 : 0, last);
    }

    /** A number of a person, organisation or licence: {@code 9141**********4T7A}; of a short one less, but never all. */
    public static String number(String number) {
        int[] characters = number.strip().codePoints().toArray();
        int open = Math.min(4, characters.length / 4);
        return covered(characters, open, open);
    }

    /** {@code 138****5678}, {@code 0571-****4321} */
    public static String phone(String phone) {
        String stripped = phone.strip();
        int[] characters = stripped.codePoints().toArray();
        if (characters.length < 7) {
            return covered(characters, 0, 0);
        }
        int dash = stripped.indexOf('-');
        if (stripped.startsWith("0") && (dash == 3 || dash == 4)) {
            return stripped.substring(0, dash + 1)
                    + covered(stripped.substring(dash + 1).codePoints().toArray(), 0, 4);
        }
        return covered(
                characters, characters.length >= MOBILE_LENGTH ? 3 : 1, characters.length >= MOBILE_LENGTH ? 4 : 2);
    }

    /** Whether a text has the number of a citizen or of a telephone in it. */
    public static boolean hasNumbers(String text) {
        return PERSONAL.matcher(text).find();
    }

    /** A text in which such numbers are covered; names in it nobody can tell from other words. */
    public static String inText(String text) {
        return PERSONAL.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().matches("[0-9]{17}[0-9Xx]") ? number(found.group()) : phone(found.group())));
    }

    private static String covered(int[] characters, int first, int last) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < characters.length; i++) {
            shown.appendCodePoint(i < first || i >= characters.length - last ? characters[i] : '*');
        }
        return shown.toString();
    }
}
