package org.xieban.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a dossier (案卷) as they lie in its ZIP: {@value #RECEIPT} proves the leaves, {@value #RECORD} holds of
 * each leaf the entry and salt that it commits to, and the originals bear the fingerprints that their entries name.
 */
final class DossierFiles {

    static final String RECEIPT = "receipt.json";
    static final String RECORD = "record.jsonl";
    static final String MATERIALS = "materials/";
    static final String DOCUMENTS = "documents/";
    static final String SUMS = "SHA256SUMS";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    DossierFiles(Path folder) {
        this.folder = folder;
    }

    /** A line of the record: an entry, and what its leaf is recomputed with. */
    static String line(String entry, String salt) {
        try {
            return JSON.writeValueAsString(
                            JSON.createObjectNode().put("entry", entry).put("salt", salt))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What a check found.
     *
     * @param entries of the record that were compared
     * @param files that were compared
     * @param changedEntries places in the log of entries that are not what was committed to; {@code ?} of pending ones
     * @param changedFiles that are not what was handed in, or are not there
     */
    record Outcome(int entries, int files, List<String> changedEntries, List<String> changedFiles) {}

    /** @throws IllegalArgumentException where it is none */
    InclusionReceipt receipt() throws IOException {
        return InclusionReceipt.parse(Files.readString(folder.resolve(RECEIPT)));
    }

    Outcome check(InclusionReceipt receipt) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(RECORD), StandardCharsets.UTF_8);
        List<String> changed = new ArrayList<>();
        Set<String> handedIn = new HashSet<>();
        for (int i = 0; i < receipt.entries().size(); i++) {
            InclusionReceipt.Item item = receipt.entries().get(i);
            JsonNode line = i < lines.size() ? JSON.readTree(lines.get(i)) : JSON.createObjectNode();
            String entry = line.path("entry").asText();
            byte[] salt = Base64.getDecoder().decode(line.path("salt").asText());
            if (Leaf.fits(item.leafBytes(), salt, entry)) {
                handedIn.add(JSON.readTree(entry).path("detail").path("sha256").asText());
            } else {
                changed.add(item.index() == null ? "?" : item.index().toString());
            }
        }
        List<String> wrong = new ArrayList<>();
        int files = sums(wrong);
        originals(handedIn, wrong);
        return new Outcome(lines.size(), files, changed, wrong);
    }

    /** Every file against the list of fingerprints, which tells what got lost or broken on its way. */
    private int sums(List<String> wrong) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(SUMS), StandardCharsets.UTF_8);
        for (String line : lines) {
            String[] parts = line.split("  ", 2);
            Path file = folder.resolve(parts.length == 2 ? parts[1] : "");
            if (!Files.isRegularFile(file) || !sha256(file).equals(parts[0])) {
                wrong.add(parts[parts.length - 1]);
            }
        }
        return lines.size();
    }

    /** Every original against the record: somebody handed in a file with just this content. */
    private void originals(Set<String> handedIn, List<String> wrong) throws IOException {
        Path materials = folder.resolve(MATERIALS);
        if (!Files.isDirectory(materials)) {
            return;
        }
        try (Stream<Path> all = Files.walk(materials)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                String name = folder.relativize(file).toString();
                if (!handedIn.contains(sha256(file)) && !wrong.contains(name)) {
                    wrong.add(name);
                }
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
