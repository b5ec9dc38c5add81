package org.xieban.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.xieban.trace.Fingerprint;

/**
 * The files of a dossier (案卷) as they lie in its ZIP: {@value #RECEIPT} proves the leaves, {@value #RECORD} holds of
 * each leaf the entry and salt that it commits to, and the originals bear the fingerprints that their entries name.
 */
final class DossierFiles {

    static final String RECEIPT = "receipt.json";
    static final String RECORD = "record.jsonl";
    static final String MATERIALS = "materials/";
    static final String DOCUMENTS = "documents/";

    /** A document's content as it was issued; beside it lies what is read. */
    static final String ISSUED = ".html";

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
     * @param changedEntries places in the log of entries that are not what was committed to; {@code ?} of pending ones,
     *     and of lines that no leaf stands for
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
        Set<String> named = new HashSet<>();
        for (int i = 0; i < receipt.entries().size(); i++) {
            InclusionReceipt.Item item = receipt.entries().get(i);
            JsonNode line = i < lines.size() ? JSON.readTree(lines.get(i)) : JSON.createObjectNode();
            String entry = line.path("entry").asText();
            byte[] salt = Base64.getDecoder().decode(line.path("salt").asText());
            if (Leaf.fits(item.leafBytes(), salt, entry)) {
                named.add(JSON.readTree(entry).path("detail").path("sha256").asText());
            } else {
                changed.add(item.index() == null ? "?" : item.index().toString());
            }
        }
        for (int beyond = receipt.entries().size(); beyond < lines.size(); beyond++) {
            changed.add("?");
        }
        List<String> wrong = new ArrayList<>();
        int files = sums(wrong);
        originals(named, wrong);
        return new Outcome(lines.size(), files, changed, wrong);
    }

    /** Every file against the list of fingerprints, which tells what got lost, broken or added on its way. */
    private int sums(List<String> wrong) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(SUMS), StandardCharsets.UTF_8);
        Set<String> unlisted = new TreeSet<>(files("", ""));
        unlisted.remove(SUMS);
        for (String line : lines) {
            String[] parts = line.split("  ", 2);
            String name = parts[parts.length - 1];
            Path file = folder.resolve(name);
            unlisted.remove(name);
            if (!Files.isRegularFile(file) || !sha256(file).equals(parts[0])) {
                wrong.add(name);
            }
        }
        wrong.addAll(unlisted);
        return lines.size();
    }

    /** Every original against the record: somebody handed in, or issued, just this content. */
    private void originals(Set<String> named, List<String> wrong) throws IOException {
        List<String> originals = new ArrayList<>(files(MATERIALS, ""));
        originals.addAll(files(DOCUMENTS, ISSUED));
        for (String name : originals) {
            if (!named.contains(sha256(folder.resolve(name))) && !wrong.contains(name)) {
                wrong.add(name);
            }
        }
    }

    private List<String> files(String below, String ending) throws IOException {
        Path start = folder.resolve(below);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
