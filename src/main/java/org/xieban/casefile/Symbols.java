package org.xieban.casefile;

/**
 * The 31 symbols of GB 32100-2015, digits and capital letters without I, O, S, V and Z, which are misread or misheard for
 * others; their number is prime, so that a weighted sum modulo 31 finds every single wrong symbol.
 */
final class Symbols {

    private static final String ALL = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    static final int COUNT = ALL.length();

    private Symbols() {}

    /** 0 to 30; -1 for any other character. */
    static int value(char symbol) {
        return ALL.indexOf(symbol);
    }

    static char symbol(int value) {
        return ALL.charAt(value);
    }

    /**
     * The check symbol behind a text of up to 29 symbols: the weighted sum and it are 0 modulo 31. Weights are the powers
     * of 3, which all differ from each other and from the check symbol's own, 1, so that any two symbols that change
     * places are found too.
     */
    static char check(CharSequence symbols) {
        int sum = 0;
        int weight = 3;
        for (int i = 0; i < symbols.length(); i++) {
            sum += value(symbols.charAt(i)) * weight;
            weight = weight * 3 % COUNT;
        }
        return symbol((COUNT - sum % COUNT) % COUNT);
    }

    /** Typed text as it was meant: capitals, full-width characters as plain ones, no white space. */
    static String typed(String text) {
        StringBuilder meant = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .map(c -> c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c)
                .map(c -> c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)
                .forEach(meant::appendCodePoint);
        return meant.toString();
    }
}
