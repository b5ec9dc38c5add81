package org.xieban.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.Fingerprint;

/**
 * Where a page of a list ended: the values of the last row in the columns that the list is sorted by. What leaves the
 * house is opaque and carries a checksum over the list it belongs to, so that one which was altered, cut, or taken from
 * another list or another order is refused and never read as some other position. It grants nothing: whoever makes one
 * up sees no row that he may not see.
 */
public final class Cursor {

    private static final int CHECKSUM = 9;
    private static final char NULL = '-';
    private static final char TEXT = 's';
    private static final char NUMBER = 'n';
    private static final char INSTANT = 't';

    /** Separates the values; no text of ours contains it, and one that did would be refused. */
    private static final char END = '\u001f';

    private final List<String> keys;

    private Cursor(List<String> keys) {
        this.keys = keys;
    }

    /**
     * The cursor after a row.
     *
     * @param list names the list and its order, for example {@code items/code}
     * @param keys text, whole numbers, instants or null: the row's values in the columns it is sorted by
     */
    public static String after(String list, @Nullable Object... keys) {
        StringBuilder text = new StringBuilder();
        for (Object key : keys) {
            text.append(write(key)).append(END);
        }
        byte[] payload = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] checksum = checksum(list, payload);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(CHECKSUM + payload.length)
                        .put(checksum)
                        .put(payload)
                        .array());
    }

    /**
     * Reads what a caller gave back.
     *
     * @return null when nothing was given, which means the first page
     * @throws Refusal {@code cursor.invalid} when it is none of this list
     */
    public static @Nullable Cursor read(String list, @Nullable String given) {
        if (given == null || given.isEmpty()) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(given);
            if (bytes.length <= CHECKSUM) {
                throw invalid();
            }
            byte[] payload = Arrays.copyOfRange(bytes, CHECKSUM, bytes.length);
            if (!MessageDigest.isEqual(Arrays.copyOf(bytes, CHECKSUM), checksum(list, payload))
                    // the same bytes have several spellings in Base64
                    || !Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(given)) {
                throw invalid();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            return new Cursor(split(text));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw invalid();
        }
    }

    /** The text at a place; null where the row had none. */
    public @Nullable String text(int index) {
        return value(index, TEXT);
    }

    /** The whole number at a place; null where the row had none. */
    public @Nullable Long number(int index) {
        String value = value(index, NUMBER);
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    /** The instant at a place; null where the row had none. */
    public @Nullable Instant instant(int index) {
        String value = value(index, INSTANT);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    private @Nullable String value(int index, char kind) {
        if (index >= keys.size()) {
            throw invalid();
        }
        String key = keys.get(index);
        if (key.charAt(0) == NULL) {
            return null;
        }
        if (key.charAt(0) != kind) {
            throw invalid();
        }
        return key.substring(1);
    }

    private static String write(@Nullable Object key) {
        if (key == null) {
            return String.valueOf(NULL);
        }
        if (key instanceof Instant instant) {
            return INSTANT + instant.toString();
        }
        if (key instanceof Long || key instanceof Integer || key instanceof Short) {
            return NUMBER + key.toString();
        }
        if (key instanceof String text && text.indexOf(END) < 0) {
            return TEXT + text;
        }
        throw new IllegalArgumentException("no key of a cursor: " + key.getClass());
    }

    private static List<String> split(String text) {
        List<String> keys = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = text.indexOf(END, from);
            if (to <= from) {
                throw invalid();
            }
            keys.add(text.substring(from, to));
            from = to + 1;
        }
        return keys;
    }

    private static byte[] checksum(String list, byte[] payload) {
        MessageDigest digest = Fingerprint.sha256();
        digest.update(list.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Arrays.copyOf(digest.digest(payload), CHECKSUM);
    }

    private static Refusal invalid() {
        return Refusal.shape("cursor.invalid");
    }
}
