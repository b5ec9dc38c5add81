package org.xieban.startup;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked from the class path. The library that brings them could start them too, but gives
 * up on a recovery that takes long, waits a minute for a server that has already died, and leaves a folder of programs
 * that everybody may write to.
 */
final class PostgresPrograms {

    private final Path folder;

    private PostgresPrograms(Path folder) {
        this.folder = folder;
    }

    /** Unpacks the programs below the given folder, unless that very archive has been unpacked there before. */
    static PostgresPrograms unpack(Path parent) throws IOException {
        byte[] archive = archive();
        Path target = parent.resolve(digest(archive));
        if (!Files.isDirectory(target)) {
            Files.createDirectories(parent);
            Path unfinished = Files.createTempDirectory(parent, "unpacking-");
            extract(archive, unfinished);
            try {
                // a start that is killed here leaves no half of a PostgreSQL to be taken for a whole one
                Files.move(unfinished, target);
            } catch (IOException failure) {
                FileSystemUtils.deleteRecursively(unfinished);
                if (!Files.isDirectory(target)) {
                    throw failure;
                }
            }
        }
        return new PostgresPrograms(target);
    }

    /** The command that runs one of the programs; as root in a user name space, since PostgreSQL refuses root. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (CurrentUser.isRoot()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.resolve("bin").resolve(program).toString() + (isWindows() ? ".exe" : ""));
        command.addAll(arguments);
        return command;
    }

    private static byte[] archive() throws IOException {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String system = isWindows() ? "Windows" : os.startsWith("mac") ? "Darwin" : "Linux";
        try (InputStream archive =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"))) {
            return archive.readAllBytes();
        }
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void extract(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("an entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true)) {
                        throw new IOException("cannot be made executable: " + file);
                    }
                }
            }
        }
    }
}
