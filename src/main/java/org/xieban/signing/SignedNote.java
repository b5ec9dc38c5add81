package org.xieban.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures below it (C2SP signed-note).
 *
 * @param text what is signed, lines that each end with a line feed
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final String DASH = "\u2014 ";

    /**
     * A signature line.
     *
     * @param name whose key it claims to be by
     * @param keyId four bytes that tell his keys apart
     */
    public record Signature(String name, byte[] keyId, byte[] bytes) {

        /** As it stands in the note, a line feed at its end. */
        public String line() {
            byte[] both = ByteBuffer.allocate(keyId.length + bytes.length)
                    .put(keyId)
                    .put(bytes)
                    .array();
            return DASH + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
        }
    }

    /** A note that nobody has signed yet. */
    public static SignedNote of(String text) {
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new IllegalArgumentException("not the text of a note");
        }
        return new SignedNote(text, List.of());
    }

    /**
     * Reads a note as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("not a note: no signatures below a text");
        }
        SignedNote read = of(note.substring(0, end + 1));
        List<Signature> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            String[] parts =
                    line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
            if (parts.length != 2) {
                throw new IllegalArgumentException("not a signature line: " + line);
            }
            byte[] both = Base64.getDecoder().decode(parts[1]);
            if (both.length < 5) {
                throw new IllegalArgumentException("not a signature line: " + line);
            }
            signatures.add(new Signature(parts[0], Arrays.copyOf(both, 4), Arrays.copyOfRange(both, 4, both.length)));
        }
        return new SignedNote(read.text, List.copyOf(signatures));
    }

    /** The same with one more signature. */
    public SignedNote signedBy(SignerKey key) {
        List<Signature> more = new ArrayList<>(signatures);
        more.add(new Signature(
                key.verifier().name(), key.verifier().id(), key.sign(text.getBytes(StandardCharsets.UTF_8))));
        return new SignedNote(text, List.copyOf(more));
    }

    /** Whether it bears a true signature by that key. */
    public boolean isSignedBy(VerifierKey key) {
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        return signatures.stream()
                .filter(signature -> signature.name().equals(key.name()) && Arrays.equals(signature.keyId(), key.id()))
                .anyMatch(signature -> key.verifies(signed, signature.bytes()));
    }

    /** The note as it is published. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }
}
