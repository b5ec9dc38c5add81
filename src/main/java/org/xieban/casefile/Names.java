package org.xieban.casefile;

import java.util.regex.Pattern;

/** Names of people and organisations as they are typed. */
final class Names {

    private static final int LONGEST = 100;

    /** Letters of any script with what stands in names of people, firms and offices; nothing that marks up a page. */
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{M}\\p{Nd}\\p{Nl} .,，、·•・‧\\-—–_'’\"“”‘&＆/（）()\\[\\]【】《》〈〉+#@:：*!！°№]+");

    private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{Nd}]");

    private Names() {}

    /** A name as it is stored: characters as typed, white space as single spaces. */
    static String name(String typed) {
        return typed.strip().replaceAll("[\\s\\u00a0\\u3000]+", " ");
    }

    static boolean isName(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                && NAME.matcher(name).matches()
                && LETTER.matcher(name).find();
    }
}
