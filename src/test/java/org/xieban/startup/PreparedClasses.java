package org.xieban.startup;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The product's classes as the Java machine has them when it has read and checked them (a class data archive), so that
 * each of the many starts of a build takes a third less of the processor. Made once, by the first start of a build that
 * wants them; made anew whenever anything the product consists of has changed.
 */
record PreparedClasses(String classPath, Path archive) {

    private static final Path FOLDER = Path.of("target", "prepared-classes").toAbsolutePath();
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 300;

    private static @Nullable PreparedClasses prepared;

    /** @param classPath the product's, with its folder of classes, of which an archive cannot be made */
    static synchronized PreparedClasses of(String classPath) throws IOException {
        if (prepared == null) {
            Files.createDirectories(FOLDER);
            Path jar = FOLDER.resolve("product.jar");
            var made = new PreparedClasses(
                    classPath.replace(CLASSES.toString(), jar.toString()), FOLDER.resolve("product.jsa"));
            // the build's processes share it
            try (FileChannel file = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (!made.isUpToDate()) {
                    pack(jar);
                    made.make();
                }
            }
            prepared = made;
        }
        return prepared;
    }

    List<String> options() {
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private boolean isUpToDate() throws IOException {
        if (!Files.exists(archive)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(archive);
        try (Stream<Path> parts = Files.walk(CLASSES)) {
            return parts.allMatch(part -> modified(part).compareTo(made) < 0);
        }
    }

    private static FileTime modified(Path part) {
        try {
            return Files.getLastModifiedTime(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path jar) throws IOException {
        Path written = jar.resolveSibling("written.jar");
        try (OutputStream out = Files.newOutputStream(written);
                JarOutputStream packed = new JarOutputStream(out)) {
            packed.setLevel(1);
            Files.walkFileTree(CLASSES, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    String name = name(folder);
                    if (!name.isEmpty()) {
                        // what is looked for by a pattern is found by its folder
                        packed.putNextEntry(new JarEntry(name + "/"));
                        packed.closeEntry();
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path part, BasicFileAttributes attributes) throws IOException {
                    packed.putNextEntry(new JarEntry(name(part)));
                    Files.copy(part, packed);
                    packed.closeEntry();
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String name(Path part) {
        return CLASSES.relativize(part).toString().replace(File.separatorChar, '/');
    }

    /** Starts the product once, up to where it would open its doors. */
    private void make() throws IOException {
        Files.deleteIfExists(archive);
        Path folder = Files.createTempDirectory(FOLDER, "start");
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder(
                ProductProcess.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Dspring.context.exit=onRefresh",
                ProductProcess.MAIN_CLASS,
                "--server.port=0",
                "--xieban.demonstration.city=false",
                "--xieban.postgres-programs=" + ProductProcess.POSTGRES_PROGRAMS);
        builder.directory(folder.toFile()).environment().put("CLASSPATH", classPath);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
                process.destroyForcibly();
                throw new IllegalStateException("no archive of classes:\n" + Files.readString(said));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
