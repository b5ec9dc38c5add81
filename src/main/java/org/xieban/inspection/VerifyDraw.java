package org.xieban.inspection;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xieban.inspection.draw.DrawImpossibleException;
import org.xieban.inspection.draw.DrawRecord;
import org.xieban.signing.VerifierKey;
import org.xieban.startup.Texts;

/**
 * {@code verify-draw}: draws again, without a database and without a network, what the record of a draw says was drawn.
 * What is wrong is said in Chinese and in English, a line each.
 */
public final class VerifyDraw {

    /** The word on the command line that calls it. */
    public static final String COMMAND = "verify-draw";

    /** All of it follows. */
    static final int FITS = 0;

    /** Something does not follow. */
    static final int DOES_NOT_FIT = 1;

    /** Nothing could be checked. */
    static final int UNREADABLE = 2;

    private VerifyDraw() {}

    /**
     * Runs the command.
     *
     * @param arguments what stands behind its name: a file with the record, and the keys of the log, a line each, or a
     *     file with them
     * @return the exit code: 0 where all follows, 1 where something does not, 2 where nothing could be checked
     */
    public static int run(List<String> arguments, PrintStream out) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            say(out, "inspection.command.usage");
            return UNREADABLE;
        }
        DrawRecord record;
        List<DrawRecord.Finding> findings;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(Path.of(arguments.get(0))))) {
            record = DrawRecord.read(file);
            findings = record.check(arguments.size() == 1 ? List.of() : VerifierKey.readAll(arguments.get(1)));
        } catch (IOException | IllegalArgumentException | DrawImpossibleException e) {
            say(out, "inspection.command.unreadable", arguments.get(0), String.valueOf(e.getMessage()));
            return UNREADABLE;
        }
        findings.forEach(finding -> say(out, "inspection.command." + finding.fault(), finding.visit()));
        if (!findings.isEmpty()) {
            return DOES_NOT_FIT;
        }
        say(
                out,
                "inspection.command.fits",
                record.visits().size(),
                record.terms().objects().size());
        say(out, "inspection.command.announced", record.fingerprint(), record.commitment());
        if (arguments.size() == 1) {
            say(out, "inspection.command.unsigned");
        }
        return FITS;
    }

    private static void say(PrintStream out, String key, Object... arguments) {
        Texts.bothLanguages(key, arguments).forEach(out::println);
    }
}
