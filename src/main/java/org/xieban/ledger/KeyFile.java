package org.xieban.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xieban.ledger.log.SignerKey;

/** The file that holds the signing key of the log: outside the database, so that who rewrites one lacks the other. */
@Component
class KeyFile {

    private final LogSettings settings;

    KeyFile(LogSettings settings) {
        this.settings = settings;
    }

    /** Where the key of a log is kept; by its name, since a database that is made anew begins another log. */
    Path path(String origin) {
        return settings.keys()
                .resolve(origin.replaceAll("[^A-Za-z0-9.-]", "_") + ".key")
                .toAbsolutePath();
    }

    /**
     * The key of a log; empty where there is no file.
     *
     * @throws IllegalArgumentException where the file holds no key
     */
    Optional<SignerKey> read(String origin) {
        Path file = path(origin);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignerKey.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of a log, or a new one where there is none. */
    SignerKey readOrCreate(String origin) {
        return read(origin).orElseGet(() -> create(origin));
    }

    private SignerKey create(String origin) {
        SignerKey key = SignerKey.generate(origin, settings.signature(), new SecureRandom());
        Path file = path(origin);
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
            Files.writeString(written, key.secret() + "\n", StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
