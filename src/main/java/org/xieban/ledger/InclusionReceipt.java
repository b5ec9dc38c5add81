package org.xieban.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.signing.SignedNote;

/**
 * What proves that the acts of a case stand in the public log (存证回执). As JSON it proves that by itself (RFC 9162
 * §2.1.3). As a short text, which a QR code can hold, it says the signed checkpoint and where the acts stand, and is held
 * against the log: {@code <note, base64url>~<places>}, places as {@code 4.7-9}. Neither tells of anybody.
 *
 * @param checkpoint the signed note that the proofs lead to, null as long as nothing stands in the log
 */
public record InclusionReceipt(@Nullable String checkpoint, List<Item> entries) {

    /** The most acts that are read of a receipt of somebody unknown. */
    static final int MOST = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SHORT = Pattern.compile("([A-Za-z0-9_-]+)~([0-9.-]+)");
    private static final Pattern RUN = Pattern.compile("(0|[1-9][0-9]{0,17})(?:-([1-9][0-9]{0,17}))?");

    /**
     * The proof of one act.
     *
     * @param index its place in the log, null as long as it is pending
     * @param leaf base64 of the log's entry, empty in a short receipt
     * @param proof base64 of the hashes from the leaf to the root
     * @param pending whether it has no place yet, which takes seconds
     */
    public record Item(@Nullable Long index, String leaf, List<String> proof, boolean pending) {

        /** Whether its proof leads to the root of a checkpoint. */
        boolean proves(Checkpoint signed) {
            if (index == null) {
                return false;
            }
            byte[] entry = leafBytes();
            List<byte[]> path;
            try {
                path = proof.stream().map(Base64.getDecoder()::decode).toList();
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
            // which of the two the log hashes with was said when it was created, and no proof fits both
            return Arrays.stream(LogHash.values())
                    .anyMatch(hash -> MerkleTree.provesInclusion(
                            hash, hash.leaf(entry), index, signed.size(), signed.root(), path));
        }

        /** The log's entry; empty where the receipt does not bring it. */
        byte[] leafBytes() {
            try {
                return Base64.getDecoder().decode(leaf);
            } catch (IllegalArgumentException notBase64) {
                return new byte[0];
            }
        }
    }

    public InclusionReceipt {
        entries = List.copyOf(entries);
    }

    /** A checkpoint and the note that it was read from. */
    record Signed(Checkpoint checkpoint, SignedNote note) {}

    /**
     * The checkpoint that it brings.
     *
     * @throws IllegalArgumentException where it brings none, as when it was made before anything stood in the log
     */
    Signed signed() {
        if (checkpoint == null) {
            throw new IllegalArgumentException("a receipt without a checkpoint");
        }
        SignedNote note = SignedNote.parse(checkpoint);
        return new Signed(Checkpoint.parse(note.text()), note);
    }

    /** Those acts that stand in the log. */
    public List<Item> placed() {
        return entries.stream().filter(item -> !item.pending()).toList();
    }

    /** How many acts had no place yet when it was made. */
    public int pending() {
        return entries.size() - placed().size();
    }

    /**
     * Reads a receipt: JSON, the short text, or an address that carries it.
     *
     * @throws IllegalArgumentException where it is none
     */
    static InclusionReceipt parse(String given) {
        String text = given.strip();
        if (text.startsWith("{")) {
            return ofJson(text);
        }
        Matcher matcher = SHORT.matcher(text.replaceAll("\\s", "").replaceFirst("^.*[?&]r=", ""));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a receipt");
        }
        String note = new String(Base64.getUrlDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8);
        InclusionReceipt receipt = new InclusionReceipt(
                note,
                places(matcher.group(2)).stream()
                        .map(place -> new Item(place, "", List.of(), false))
                        .toList());
        receipt.signed();
        return receipt;
    }

    private static InclusionReceipt ofJson(String text) {
        JsonNode read;
        try {
            read = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a receipt");
        }
        if (!read.path("checkpoint").isTextual() || !read.path("entries").isArray()) {
            throw new IllegalArgumentException("not a receipt");
        }
        if (read.path("entries").size() > MOST) {
            throw new IllegalArgumentException("a receipt of more than " + MOST + " acts");
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode entry : read.path("entries")) {
            List<String> proof = new ArrayList<>();
            entry.path("proof").forEach(step -> proof.add(step.asText()));
            JsonNode index = entry.path("index");
            boolean pending = entry.path("pending").asBoolean();
            items.add(new Item(
                    index.isIntegralNumber() && !pending ? index.longValue() : null,
                    entry.path("leaf").asText(),
                    List.copyOf(proof),
                    pending));
        }
        InclusionReceipt receipt = new InclusionReceipt(read.path("checkpoint").asText(), items);
        receipt.signed();
        return receipt;
    }

    private static List<Long> places(String runs) {
        List<Long> places = new ArrayList<>();
        for (String run : runs.split("\\.", -1)) {
            Matcher matcher = RUN.matcher(run);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a receipt");
            }
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            if (last < first || last - first >= MOST - places.size()) {
                throw new IllegalArgumentException("not a receipt");
            }
            for (long place = first; place <= last; place++) {
                places.add(place);
            }
        }
        return places;
    }

    /** As a short text; empty where nothing of it stands in the log. */
    String shortText() {
        List<Long> places = placed().stream()
                .map(Item::index)
                .filter(index -> index != null)
                .sorted()
                .toList();
        if (checkpoint == null || places.isEmpty()) {
            return "";
        }
        List<long[]> runs = new ArrayList<>();
        for (long place : places) {
            long[] last = runs.isEmpty() ? new long[] {-2, -2} : runs.get(runs.size() - 1);
            if (last[1] + 1 == place) {
                last[1] = place;
            } else {
                runs.add(new long[] {place, place});
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(checkpoint.getBytes(StandardCharsets.UTF_8))
                + "~"
                + runs.stream()
                        .map(run -> run[0] == run[1] ? "" + run[0] : run[0] + "-" + run[1])
                        .collect(Collectors.joining("."));
    }
}
