package org.xieban.inspection.draw;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;
import org.xieban.ledger.log.LogHash;

/**
 * What is laid down before a draw: the pools, frozen, and the rules. Objects and inspectors bear pseudonyms; who they
 * are is known where they were entered.
 *
 * @param departments whose items are checked; each sends inspectors, all together go once (综合查一次)
 * @param inspectorsEach certified inspectors of each department to a visit (行政处罚法 42: at least two)
 * @param shares of each stratum, the credit class mostly, how many of ten thousand are drawn, rounded up
 * @param objects by their ids, ascending
 * @param inspectors by their ids, ascending
 */
public record DrawTerms(
        LogHash hash,
        List<String> departments,
        int inspectorsEach,
        SortedMap<String, Integer> shares,
        List<Target> objects,
        List<Inspector> inspectors) {

    /** All of a stratum. */
    public static final int WHOLE = 10_000;

    private static final int LONGEST = 64;

    /**
     * An object that may be drawn.
     *
     * @param trade in which an inspector must be qualified
     * @param visitsLeft how often it may still be visited this year, whatever the plan; 0 keeps it out
     */
    public record Target(String id, String stratum, String trade, int visitsLeft) {}

    /**
     * An inspector whose certificate is valid.
     *
     * @param trades in which he is qualified
     * @param recusals objects that he must not visit (回避)
     */
    public record Inspector(String id, String department, List<String> trades, List<String> recusals) {

        public Inspector {
            trades = List.copyOf(trades);
            recusals = List.copyOf(recusals);
        }
    }

    public DrawTerms {
        departments = List.copyOf(departments);
        objects = List.copyOf(objects);
        inspectors = List.copyOf(inspectors);
        new TermsCheck(departments, inspectorsEach, shares, objects, inspectors).check();
    }

    static boolean isWord(String text) {
        // a million of them: a pattern would take longer than the draw
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '_'
                                || c == '.'
                                || c == '-');
    }

    /**
     * The hash of all of it, which is published before the draw: of lines that end with a line feed, their words
     * separated by tabs, lists within them by commas.
     */
    @JsonIgnore
    public byte[] fingerprint() {
        MessageDigest digest = hash.digest();
        line(digest, "xieban.org/draw/v1", hash.name(), String.join(",", departments), "" + inspectorsEach);
        shares.forEach((stratum, share) -> line(digest, "share", stratum, "" + share));
        for (Target object : objects) {
            line(digest, "object", object.id, object.stratum, object.trade, "" + object.visitsLeft);
        }
        for (Inspector inspector : inspectors) {
            line(
                    digest,
                    "inspector",
                    inspector.id,
                    inspector.department,
                    String.join(",", inspector.trades),
                    String.join(",", inspector.recusals));
        }
        return digest.digest();
    }

    private static void line(MessageDigest digest, String... words) {
        digest.update((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
