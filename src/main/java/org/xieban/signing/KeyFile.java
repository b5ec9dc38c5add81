package org.xieban.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The files that hold signing keys: outside the database, so that who rewrites one lacks the other. */
public class KeyFile {

    private final Path directory;
    private final SignatureScheme scheme;

    /**
     * @param directory that all nodes share and nobody else may read
     * @param scheme of the keys that are made there
     */
    public KeyFile(Path directory, SignatureScheme scheme) {
        this.directory = directory;
        this.scheme = scheme;
    }

    /** Where the key of that name is kept; of a log, a database that is made anew begins another one. */
    public Path path(String origin) {
        return directory
                .resolve(origin.replaceAll("[^A-Za-z0-9.-]", "_") + ".key")
                .toAbsolutePath();
    }

    /**
     * The keys of that name: one, but while it is handed over the old and after it the new; none where there is no file.
     *
     * @throws IllegalArgumentException where the file holds something else
     */
    public List<SignerKey> read(String origin) {
        Path file = path(origin);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(SignerKey::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of that name, or a new one where there is none. */
    public SignerKey readOrCreate(String origin) {
        List<SignerKey> kept = read(origin);
        return kept.isEmpty() ? add(origin) : kept.get(0);
    }

    /** A new key beside those that are there. */
    public SignerKey add(String origin) {
        SignerKey key = SignerKey.generate(origin, scheme, new SecureRandom());
        List<SignerKey> all = new ArrayList<>(read(origin));
        all.add(key);
        write(origin, all);
        return key;
    }

    /** Forgets all keys but one. */
    public void keepOnly(String origin, SignerKey key) {
        write(origin, List.of(key));
    }

    private void write(String origin, List<SignerKey> keys) {
        Path file = path(origin);
        String lines = keys.stream().map(key -> key.secret() + "\n").collect(Collectors.joining());
        try {
            Files.createDirectories(file.getParent());
            boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            // whole or not at all: another node may be reading
            Path written = Files.createTempFile(file.getParent(), "signer", ".new", ownerOnly);
            Files.writeString(written, lines, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
