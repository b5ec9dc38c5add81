package org.xieban.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.ledger.InclusionReceipt.Item;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.LogCopy;
import org.xieban.signing.VerifierKey;
import org.xieban.startup.Texts;

/**
 * {@code verify-ledger}: checks, without a database and without a network, a copy of the public log, the receipt of a
 * case, or the dossier of a case. What is wrong is said in Chinese and in English, a line each.
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

    private final PrintStream out;
    private int wrong;

    private VerifyLedger(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the command.
     *
     * @param arguments what stands behind its name: what is to be checked (a directory or ZIP file with a copy of the log
     *     or a dossier, or a receipt); the keys of the log, a line each, or a file with them, which a copy or dossier may bring
     *     itself; and for a receipt, a copy of the log that it is held against
     * @return the exit code: 0 where all fits, 1 where something does not, 2 where nothing could be checked
     */
    public static int run(List<String> arguments, PrintStream out) {
        return new VerifyLedger(out).run(arguments);
    }

    /** What is done with the files of a directory or ZIP file. */
    @FunctionalInterface
    private interface Reading {

        int of(Path directory) throws IOException;
    }

    private int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 3) {
            return usage();
        }
        Path subject = Path.of(arguments.get(0));
        try {
            List<VerifierKey> keys = arguments.size() > 1 ? VerifierKey.readAll(arguments.get(1)) : List.of();
            if (isFolder(subject)) {
                return arguments.size() > 2 ? usage() : in(subject, folder -> folder(folder, keys));
            }
            if (keys.isEmpty()) {
                return usage();
            }
            InclusionReceipt receipt = InclusionReceipt.parse(Files.readString(subject));
            return arguments.size() == 2
                    ? receipt(receipt, keys, null)
                    : in(Path.of(arguments.get(2)), copy -> receipt(receipt, keys, new LogCopy(copy)));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            say("ledger.command.unreadable", subject, String.valueOf(e.getMessage()));
            return UNREADABLE;
        }
    }

    private int usage() {
        say("ledger.command.usage");
        return UNREADABLE;
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path) || path.toString().endsWith(".zip");
    }

    private static int in(Path folder, Reading reading) throws IOException {
        if (Files.isDirectory(folder)) {
            return reading.of(folder);
        }
        try (FileSystem zip = FileSystems.newFileSystem(folder)) {
            return reading.of(zip.getPath("/"));
        }
    }

    private int folder(Path folder, List<VerifierKey> given) throws IOException {
        LogCopy copy = new LogCopy(folder);
        List<VerifierKey> keys = given.isEmpty() ? copy.keys() : given;
        int found = Files.exists(folder.resolve(DossierFiles.RECEIPT))
                ? dossier(new DossierFiles(folder), keys)
                : copy(copy, keys);
        if (found == FITS && given.isEmpty()) {
            say("ledger.command.ownKey");
        }
        return found;
    }

    private int copy(LogCopy copy, List<VerifierKey> keys) {
        LogCopy.Outcome outcome = compare(copy, keys, List.of());
        if (wrong > 0) {
            return DOES_NOT_FIT;
        }
        say("ledger.command.copyFits", outcome.size(), outcome.checkpoints(), keys.get(0));
        return FITS;
    }

    private LogCopy.Outcome compare(LogCopy copy, List<VerifierKey> keys, List<Checkpoint> known) {
        LogCopy.Outcome outcome = copy.check(copy.hash(), keys, known);
        outcome.faults().forEach(fault -> wrong(fault.kind().name(), fault.where()));
        return outcome;
    }

    private int dossier(DossierFiles dossier, List<VerifierKey> keys) throws IOException {
        InclusionReceipt receipt = dossier.receipt();
        int found = receipt(receipt, keys, null);
        DossierFiles.Outcome outcome = dossier.check(receipt);
        outcome.changedEntries().forEach(number -> wrong("entryChanged", String.valueOf(number)));
        outcome.changedFiles().forEach(name -> wrong("fileChanged", name));
        if (wrong > 0 || found != FITS) {
            return Math.max(found, DOES_NOT_FIT);
        }
        say("ledger.command.dossierFits", outcome.entries(), outcome.files());
        return FITS;
    }

    /** @param copy of the log, null where the receipt has to prove everything by itself */
    private int receipt(InclusionReceipt receipt, List<VerifierKey> keys, @Nullable LogCopy copy) {
        InclusionReceipt.Signed signed = receipt.signed();
        Checkpoint checkpoint = signed.checkpoint();
        if (keys.stream().noneMatch(signed.note()::isSignedBy)) {
            wrong("SIGNATURE_WRONG", checkpoint.size());
        }
        boolean whole = receipt.placed().stream().noneMatch(item -> item.leaf().isEmpty());
        if (!whole && copy == null) {
            say("ledger.command.shortNeedsCopy");
            return UNREADABLE;
        }
        if (whole) {
            receipt.placed().stream()
                    .filter(item -> !item.proves(checkpoint))
                    .forEach(item -> wrong("entryUnproved", String.valueOf(item.index())));
        }
        if (copy != null) {
            long size = compare(copy, keys, List.of(checkpoint)).size();
            receipt.placed().stream()
                    .filter(item -> !stands(item, copy, size))
                    .forEach(item -> wrong("entryChanged", String.valueOf(item.index())));
        }
        if (wrong > 0) {
            return DOES_NOT_FIT;
        }
        say("ledger.command.receiptFits", receipt.placed().size(), receipt.pending(), checkpoint.size());
        return FITS;
    }

    /** Whether the log has the entry of a receipt; that of a short one is confirmed by the tree alone. */
    private static boolean stands(Item item, LogCopy copy, long size) {
        Long index = item.index();
        byte[] entry = index == null ? null : copy.entry(index, size).orElse(null);
        return entry != null && (item.leaf().isEmpty() || Arrays.equals(entry, item.leafBytes()));
    }

    private void wrong(String what, Object where) {
        wrong++;
        say("ledger.command." + what, where);
    }

    private void say(String key, Object... arguments) {
        Texts.bothLanguages(key, arguments).forEach(out::println);
    }
}
