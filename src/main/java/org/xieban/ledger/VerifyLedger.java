package org.xieban.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.LogCopy;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.SignedNote;
import org.xieban.ledger.log.VerifierKey;
import org.xieban.startup.Texts;

/**
 * {@code verify-ledger}: checks, without a database and without a network, a copy of the public log or the receipt of a
 * case. What is wrong is said in Chinese and in English, a line each.
 */
public final class VerifyLedger {

    /** The word on the command line that calls it. */
    public static final String COMMAND = "verify-ledger";

    /** All that was checked fits. */
    static final int FITS = 0;

    /** Something does not fit. */
    static final int DOES_NOT_FIT = 1;

    /** Nothing could be checked. */
    static final int UNREADABLE = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;

    private VerifyLedger(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the command.
     *
     * @param arguments what stands behind its name: a directory or ZIP file with a copy of the log, or a receipt as the
     *     API gives it; and the key of the log, or a file with its keys, unless a copy brings one
     * @return the exit code: 0 where all fits, 1 where something does not, 2 where nothing could be checked
     */
    public static int run(List<String> arguments, PrintStream out) {
        return new VerifyLedger(out).run(arguments);
    }

    private int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            say("ledger.command.usage");
            return UNREADABLE;
        }
        Path subject = Path.of(arguments.get(0));
        try {
            if (Files.isDirectory(subject)) {
                return copy(subject, arguments);
            }
            if (subject.toString().endsWith(".zip")) {
                try (FileSystem zip = FileSystems.newFileSystem(subject)) {
                    return copy(zip.getPath("/"), arguments);
                }
            }
            return receipt(subject, arguments);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            say("ledger.command.unreadable", subject, String.valueOf(e.getMessage()));
            return UNREADABLE;
        }
    }

    private int copy(Path directory, List<String> arguments) throws IOException {
        VerifierKey key = arguments.size() == 2
                ? key(arguments.get(1))
                : VerifierKey.parse(
                        Files.readAllLines(directory.resolve("vkey")).get(0));
        LogCopy.Outcome outcome = new LogCopy(directory).check(hash(directory), key);
        outcome.faults().forEach(fault -> say("ledger.command." + fault.kind(), fault.where()));
        if (!outcome.faults().isEmpty()) {
            return DOES_NOT_FIT;
        }
        say("ledger.command.copyFits", outcome.size(), outcome.checkpoints(), key);
        if (arguments.size() < 2) {
            say("ledger.command.ownKey");
        }
        return FITS;
    }

    private static LogHash hash(Path directory) throws IOException {
        Path named = directory.resolve("hash");
        return Files.exists(named) ? LogHash.valueOf(Files.readString(named).strip()) : LogHash.SHA_256;
    }

    private int receipt(Path file, List<String> arguments) throws IOException {
        if (arguments.size() < 2) {
            say("ledger.command.usage");
            return UNREADABLE;
        }
        VerifierKey key = key(arguments.get(1));
        JsonNode receipt;
        try {
            receipt = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a receipt", e);
        }
        SignedNote note = SignedNote.parse(receipt.path("checkpoint").asText());
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        int wrong = 0;
        if (!note.isSignedBy(key)) {
            say("ledger.command.SIGNATURE_WRONG", checkpoint.size());
            wrong++;
        }
        int proved = 0;
        int pending = 0;
        for (JsonNode entry : receipt.path("entries")) {
            if (entry.path("pending").asBoolean()) {
                pending++;
            } else if (proves(entry, checkpoint)) {
                proved++;
            } else {
                say("ledger.command.entryUnproved", entry.path("index").asLong());
                wrong++;
            }
        }
        if (wrong > 0) {
            return DOES_NOT_FIT;
        }
        say("ledger.command.receiptFits", proved, pending, checkpoint.size());
        return FITS;
    }

    private static boolean proves(JsonNode entry, Checkpoint checkpoint) {
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] leaf = base64.decode(entry.path("leaf").asText());
        // the second byte of a leaf tells how the log hashes: docs/adr/0001-leaf-format.md
        LogHash hash = leaf.length > 1 && leaf[1] == 2 ? LogHash.SM3 : LogHash.SHA_256;
        List<byte[]> proof = new ArrayList<>();
        entry.path("proof").forEach(step -> proof.add(base64.decode(step.asText())));
        return MerkleTree.provesInclusion(
                hash, hash.leaf(leaf), entry.path("index").asLong(-1), checkpoint.size(), checkpoint.root(), proof);
    }

    private static VerifierKey key(String given) throws IOException {
        Path file = Path.of(given);
        return VerifierKey.parse(
                Files.isRegularFile(file) ? Files.readAllLines(file).get(0) : given);
    }

    private void say(String key, Object... arguments) {
        Texts.bothLanguages(key, arguments).forEach(out::println);
    }
}
