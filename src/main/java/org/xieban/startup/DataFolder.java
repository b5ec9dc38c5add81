package org.xieban.startup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.FileSystemUtils;

/**
 * The folder with everything the product keeps, claimed by this process for as long as it lives. Without the claim a
 * second start would take the live database for a left-over one and stop it.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK_FILE = "xieban.lock";

    /** Far behind the text that says who holds the lock, which must stay readable where locks are mandatory. */
    private static final long LOCKED_BYTE = 1L << 30;

    private static final String ENDING = "ending";

    /**
     * What this process holds: the operating system gives a process any lock that it already has, and takes all of them
     * away when one channel is closed.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final boolean created;
    private final FileChannel channel;

    private DataFolder(Path path, boolean created, FileChannel channel) {
        this.path = path;
        this.created = created;
        this.channel = channel;
    }

    /**
     * Makes the folder if need be, and claims it.
     *
     * @param holder what a second start is told about this process
     * @throws StartupRefusal when it cannot be made or written, is somebody else's, or is held by another process
     */
    static DataFolder claim(Path path, String holder) {
        Path folder = path.toAbsolutePath().normalize();
        boolean missing = !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        try {
            if (missing) {
                create(folder);
            } else {
                refuseWhatIsNoFolder(folder);
                refuseForeignOwner(folder);
                refuseUnwritable(folder);
            }
            return new DataFolder(folder, missing, lock(folder, holder));
        } catch (IOException failure) {
            throw new StartupRefusal(failure, ExitCode.DATA_FOLDER, "startup.data.unusable", folder, failure);
        }
    }

    /** The process that holds the folder now, as it described itself. */
    static Optional<String> holder(Path path) {
        Path file = path.resolve(LOCK_FILE);
        if (HELD_HERE.contains(path) || !Files.isReadable(file) || !Files.isWritable(file)) {
            return Optional.empty();
        }
        try (FileChannel probe = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ);
                FileLock free = probe.tryLock(LOCKED_BYTE, 1, false)) {
            return free == null ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** Whether the process that holds the folder has said that it is about to let go of it. */
    static boolean isBeingReleased(Path path) {
        return holder(path).filter(ENDING::equals).isPresent();
    }

    /** Says to whoever finds the folder held what holds it. */
    void describe(String holder) {
        try {
            describe(channel, holder);
        } catch (IOException closed) {
            // nobody holds it any more
        }
    }

    /** Tells a process that waits for the folder that waiting is worth while. */
    void announceEnd() {
        describe(ENDING);
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Lets go of the folder, which another process may then claim. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyReleased) {
            // the operating system releases it with the process
        } finally {
            HELD_HERE.remove(path);
        }
    }

    /** Lets go of the folder and deletes it, but only where this very process has made it. */
    void closeAndDelete() {
        close();
        if (created) {
            deleteQuietly(path);
        }
    }

    private static void create(Path folder) throws IOException {
        Path existing = folder.getParent();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new StartupRefusal(
                    ExitCode.DATA_FOLDER, "startup.data.cannot-create", folder, user(), String.valueOf(existing));
        }
        Files.createDirectories(folder);
        if (isPosix(folder)) {
            // it holds the database and the log
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void refuseWhatIsNoFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StartupRefusal(ExitCode.DATA_FOLDER, "startup.data.not-a-folder", folder);
        }
    }

    /** PostgreSQL refuses, or as root hangs, on a folder of another user, even if that can be written. */
    private static void refuseForeignOwner(Path folder) throws IOException {
        if (!isPosix(folder)) {
            return;
        }
        UserPrincipal user = CurrentUser.principal();
        List<Path> owned = new ArrayList<>(List.of(folder));
        for (String part : List.of(OwnDatabase.FOLDER, LOCK_FILE, OwnDatabase.LOG_FOLDER)) {
            if (Files.exists(folder.resolve(part))) {
                owned.add(folder.resolve(part));
            }
        }
        for (Path each : owned) {
            UserPrincipal owner = Files.getOwner(each);
            if (!owner.equals(user)) {
                throw new StartupRefusal(
                        ExitCode.DATA_FOLDER, "startup.data.foreign", each, owner.getName(), user.getName());
            }
        }
    }

    private static void refuseUnwritable(Path folder) throws IOException {
        if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
            throw new StartupRefusal(ExitCode.DATA_FOLDER, "startup.data.unwritable", folder, user());
        }
    }

    private static FileChannel lock(Path folder, String holder) throws IOException {
        if (!HELD_HERE.add(folder)) {
            throw new StartupRefusal(ExitCode.DATA_FOLDER_HELD, "startup.data.held", folder, holder);
        }
        Path file = folder.resolve(LOCK_FILE);
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock(LOCKED_BYTE, 1, false) != null;
            if (!locked) {
                throw new StartupRefusal(
                        ExitCode.DATA_FOLDER_HELD, "startup.data.held", folder, Files.readString(file));
            }
            describe(channel, holder);
            return channel;
        } finally {
            if (!locked) {
                HELD_HERE.remove(folder);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static void describe(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String user() throws IOException {
        return CurrentUser.principal().getName();
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void deleteQuietly(Path path) {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException left) {
            // what is left is an empty folder or a temporary one
        }
    }
}
