package org.xieban.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Someone who is not root: the user who runs the tests, or, where that is root, {@code nobody}, who needs a copy of the
 * product that he may read: of its libraries only other names, where these lie on the same disk.
 */
final class OrdinaryUser implements AutoCloseable {

    private final Path home;
    private final boolean isOther = CurrentUser.isRoot();

    OrdinaryUser() throws IOException {
        home = Files.createTempDirectory("xieban-user");
        own(home);
    }

    /** A folder that he owns. */
    Path home() {
        return home;
    }

    String name() throws IOException {
        return Files.getOwner(home).getName();
    }

    /** Gives him a file or folder. */
    void own(Path path) throws IOException {
        if (isOther) {
            UserPrincipal nobody =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            Files.setOwner(path, nobody);
        }
    }

    /** Prepares a start of the product by him. */
    ProductProcess.Start start(Path folder) throws IOException {
        ProductProcess.Start start = ProductProcess.in(folder);
        if (isOther) {
            start.under(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"))
                    .classPath(readableClassPath())
                    .setting("xieban.postgres-programs", "");
        }
        return start;
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(home);
    }

    /** The home of root, where the libraries lie, is closed to others. */
    private synchronized String readableClassPath() throws IOException {
        Path copies = home.resolve("product");
        StringJoiner classPath = new StringJoiner(File.pathSeparator);
        boolean copied = Files.exists(copies);
        Files.createDirectories(copies);
        int number = 0;
        for (String entry : ProductProcess.runtimeClassPath().split(File.pathSeparator)) {
            Path source = Path.of(entry);
            Path target = copies.resolve(number++ + "-" + source.getFileName());
            classPath.add(target.toString());
            if (!copied) {
                give(source, target);
            }
        }
        return classPath.toString();
    }

    /** Copying all of them would take longer than a start. */
    private static void give(Path source, Path target) throws IOException {
        if (Files.isRegularFile(source)
                && Files.getPosixFilePermissions(source).contains(PosixFilePermission.OTHERS_READ)) {
            try {
                Files.createLink(target, source);
                return;
            } catch (IOException | UnsupportedOperationException otherDisk) {
                // copied, then
            }
        }
        copy(source, target);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path copy = target.resolve(source.relativize(each).toString());
                Files.copy(each, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
