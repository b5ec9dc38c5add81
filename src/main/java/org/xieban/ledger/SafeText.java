package org.xieban.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Text that anyone may have typed, such as the name given at a failed sign-in, made fit to be kept: an act must not
 * fail because its record cannot be written.
 */
final class SafeText {

    private static final char REPLACEMENT = '\uFFFD';
    /** Longer keys would not fit a page of an index. */
    private static final int SEARCHABLE = 200;

    private SafeText() {}

    /** Without halves of surrogate pairs, which UTF-8 cannot carry. */
    static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean paired = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (paired) {
                i++;
            } else if (Character.isSurrogate(c)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, REPLACEMENT);
            }
        }
        return mended == null ? text : mended.toString();
    }

    /** As a search column keeps it: short, and without the NUL that PostgreSQL does not take. */
    static String searchable(String text) {
        String cut = text.length() <= SEARCHABLE ? text : text.substring(0, SEARCHABLE);
        return wellFormed(cut.replace('\0', REPLACEMENT));
    }

    static @Nullable String searchableOrNull(@Nullable String text) {
        return text == null ? null : searchable(text);
    }
}
