package org.xieban.ledger.log;

import java.util.Base64;
import java.util.List;

/**
 * What a log says of itself at a moment (C2SP tlog-checkpoint).
 *
 * @param origin the name of the log
 * @param size leaves of its tree
 * @param root over them
 * @param more lines that others need not understand
 */
public record Checkpoint(String origin, long size, byte[] root, List<String> more) {

    /**
     * Reads the text of a checkpoint's note.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("not a checkpoint");
        }
        byte[] root = Base64.getDecoder().decode(lines[2]);
        if (root.length != LogHash.LENGTH) {
            throw new IllegalArgumentException("a checkpoint with a root of " + root.length + " bytes");
        }
        return new Checkpoint(
                lines[0], Long.parseLong(lines[1]), root, List.of(lines).subList(3, lines.length - 1));
    }

    /** The text of its note. */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(Base64.getEncoder().encodeToString(root))
                .append('\n');
        more.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
