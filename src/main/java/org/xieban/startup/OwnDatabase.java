package org.xieban.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The product's own PostgreSQL, on the loopback address only, with its data in the data folder. It is started beside
 * the application, which waits for it only when it first needs it.
 */
final class OwnDatabase implements AutoCloseable {

    /** The version of the programs that the build brings; a data folder can be read by no other. */
    static final int MAJOR_VERSION = 17;

    static final String FOLDER = "postgres";
    static final String LOG_FOLDER = "log";
    static final String USER = "postgres";
    static final String PASSWORD = "postgres";

    private static final String UNFINISHED = "unfinished-";
    private static final long LOG_SIZE_LIMIT = 10L << 20;

    private final DataFolder folder;
    private final Path data;
    private final Path log;
    private final Path programsFolder;
    private final boolean temporary;
    private final CompletableFuture<Server> server = new CompletableFuture<>();
    private boolean begun;
    private boolean closed;

    /** A running server: its programs, and the port it listens on. */
    private record Server(PostgresPrograms programs, int port) {}

    private OwnDatabase(DataFolder folder, Path programsFolder, boolean temporary) {
        this.folder = folder;
        this.data = folder.resolve(FOLDER);
        this.log = folder.resolve(LOG_FOLDER).resolve("postgres.log");
        this.programsFolder = programsFolder;
        this.temporary = temporary;
        refuseUnreadableData();
        refuseWhereRootCannotStepDown();
    }

    /**
     * A database that is yet to be started, in a claimed folder, which belongs to it from then on.
     *
     * @param programsFolder where to unpack PostgreSQL's programs
     * @param temporary whether the data are thrown away at the end, and so need not survive a power failure
     * @throws StartupRefusal when the folder cannot be this database's
     */
    static OwnDatabase in(DataFolder folder, Path programsFolder, boolean temporary) {
        try {
            return new OwnDatabase(folder, programsFolder, temporary);
        } catch (RuntimeException refused) {
            folder.closeAndDelete();
            throw refused;
        }
    }

    /** Begins to start the database, beside whatever the caller does next. */
    OwnDatabase begin() {
        synchronized (this) {
            if (begun || closed) {
                return this;
            }
            begun = true;
        }
        Runnable start = () -> {
            try {
                server.complete(start());
            } catch (RuntimeException | Error failure) {
                server.completeExceptionally(failure);
            }
        };
        new Thread(start, "own-database").start();
        return this;
    }

    /**
     * The port of the running database; waits until it runs.
     *
     * @throws StartupRefusal when it does not start
     */
    int port() {
        try {
            return server.join().port();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof StartupRefusal refusal) {
                throw refusal;
            }
            throw failure;
        }
    }

    String jdbcUrl() {
        return String.format(Locale.ROOT, "jdbc:postgresql://127.0.0.1:%d/postgres?logServerErrorDetail=false", port());
    }

    DataFolder folder() {
        return folder;
    }

    /** Stops the database, if it has been begun, and lets go of its folder. */
    @Override
    public void close() {
        boolean started;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            started = begun;
        }
        folder.announceEnd();
        if (started) {
            try {
                stop(server.join().programs());
            } catch (CompletionException failedToStart) {
                // there is nothing to stop
            }
        }
        if (temporary) {
            folder.closeAndDelete();
        } else {
            folder.close();
        }
    }

    private void refuseUnreadableData() {
        Path version = data.resolve("PG_VERSION");
        try {
            if (Files.exists(version)) {
                String found = Files.readString(version).strip();
                if (!found.equals(String.valueOf(MAJOR_VERSION))) {
                    throw new StartupRefusal(
                            ExitCode.DATA_FOLDER, "startup.data.other-version", data, found, MAJOR_VERSION);
                }
            } else if (Files.exists(data) && !isEmpty(data)) {
                throw new StartupRefusal(ExitCode.DATA_FOLDER, "startup.data.no-database", data);
            }
        } catch (IOException failure) {
            throw new StartupRefusal(failure, ExitCode.DATA_FOLDER, "startup.data.unusable", data, failure);
        }
    }

    private void refuseWhereRootCannotStepDown() {
        if (!CurrentUser.isRoot()) {
            return;
        }
        try {
            // stepping down, root loses the right to pass folders that are closed to it
            Process probe = new ProcessBuilder(
                            "unshare", "-U", "test", "-w", folder.path().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor() == 0) {
                return;
            }
        } catch (IOException noUnshare) {
            // told below
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new StartupRefusal(ExitCode.OWN_DATABASE, "startup.database.root", folder.path());
    }

    private Server start() {
        try {
            Files.createDirectories(log.getParent());
            startNewLogWhenLong();
            long logged = Files.exists(log) ? Files.size(log) : 0;
            PostgresPrograms programs = PostgresPrograms.unpack(programsFolder);
            stopLeftOver(programs);
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(programs, logged);
            }
            int port = freePort();
            Process start = run(
                    programs.command(
                            "pg_ctl",
                            List.of(
                                    "start",
                                    "-D",
                                    data.toString(),
                                    "-l",
                                    log.toString(),
                                    "-w",
                                    "-t",
                                    "86400",
                                    "-o",
                                    options(port))),
                    log);
            if (!start.waitFor(10, TimeUnit.SECONDS)) {
                Console.OUT.println(Texts.chinese("startup.database.recovering", log));
            }
            if (start.waitFor() != 0) {
                throw refusal(logged, null);
            }
            return new Server(programs, port);
        } catch (IOException failure) {
            throw refusal(0, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw refusal(0, interrupted);
        }
    }

    /**
     * Into a folder of another name first: a first start that is killed leaves no half-made database. The name is new
     * each time, since what was making the last one may still be at it.
     */
    private void initialise(PostgresPrograms programs, long logged) throws IOException, InterruptedException {
        deleteUnfinished();
        Path unfinished = Files.createTempDirectory(folder.path(), UNFINISHED);
        List<String> arguments = new ArrayList<>(
                List.of("-A", "trust", "-U", USER, "-E", "UTF-8", "--locale=C.UTF-8", "-D", unfinished.toString()));
        if (temporary) {
            arguments.add("--no-sync");
        }
        if (run(programs.command("initdb", arguments), log).waitFor() != 0) {
            FileSystemUtils.deleteRecursively(unfinished);
            throw refusal(logged, null);
        }
        Files.move(unfinished, data, StandardCopyOption.REPLACE_EXISTING);
    }

    private void deleteUnfinished() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path(), UNFINISHED + "*")) {
            for (Path entry : entries) {
                try {
                    FileSystemUtils.deleteRecursively(entry);
                } catch (IOException stillWrittenTo) {
                    // the next first start deletes it
                }
            }
        }
    }

    private String options(int port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("port", String.valueOf(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "300");
        settings.put("timezone", "UTC");
        settings.put("fsync", temporary ? "off" : "on");
        settings.put("synchronous_commit", temporary ? "off" : "on");
        settings.put("shared_buffers", "256MB");
        // what is asked is done before it would be compiled
        settings.put("jit", "off");
        // error messages quote the rows they are about, and those hold personal data
        settings.put("log_error_verbosity", "terse");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_checkpoints", "off");
        StringBuilder options = new StringBuilder();
        settings.forEach((name, value) ->
                options.append("-c ").append(name).append("='").append(value).append("' "));
        return options.toString().strip();
    }

    /** After a kill the server lives on without its product, and would refuse to be started a second time. */
    private void stopLeftOver(PostgresPrograms programs) throws IOException, InterruptedException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> named = Files.readAllLines(pidFile).stream()
                .findFirst()
                .filter(line -> line.strip().matches("\\d{1,18}"))
                .map(line -> Long.parseLong(line.strip()))
                .flatMap(ProcessHandle::of);
        if (named.isEmpty()) {
            return;
        }
        if (isServerOf(named.get(), data)) {
            stop(programs);
        } else {
            // the number has gone to another program since, which the server would take for a running one
            Files.delete(pidFile);
        }
    }

    private static boolean isServerOf(ProcessHandle process, Path data) throws IOException {
        ProcessHandle.Info info = process.info();
        boolean isPostgres = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        if (!isPostgres) {
            return false;
        }
        Path workingFolder = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        if (Files.exists(workingFolder)) {
            return Files.isSameFile(workingFolder, data);
        }
        return info.arguments()
                .map(arguments -> List.of(arguments).contains(data.toString()))
                .orElse(false);
    }

    private void stop(PostgresPrograms programs) {
        try {
            if (pgCtlStop(programs, "fast", 60) != 0) {
                // nothing is lost: it recovers at the next start
                pgCtlStop(programs, "immediate", 30);
            }
        } catch (IOException failure) {
            throw new StartupRefusal(failure, ExitCode.OWN_DATABASE, "startup.database.not-stopped", data, log);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int pgCtlStop(PostgresPrograms programs, String mode, int seconds)
            throws IOException, InterruptedException {
        List<String> arguments =
                List.of("stop", "-D", data.toString(), "-m", mode, "-w", "-t", String.valueOf(seconds));
        return run(programs.command("pg_ctl", arguments), log).waitFor();
    }

    private static Process run(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private StartupRefusal refusal(long logged, @Nullable Throwable failure) {
        String reason = failure == null ? lastComplaint(logged) : String.valueOf(failure.getMessage());
        return new StartupRefusal(failure, ExitCode.OWN_DATABASE, "startup.database.failed", reason, log);
    }

    /** The last line since then in which PostgreSQL names an error. */
    private String lastComplaint(long logged) {
        try {
            byte[] all = Files.readAllBytes(log);
            String recent = new String(all, (int) logged, (int) (all.length - logged), StandardCharsets.UTF_8);
            return recent.lines()
                    .filter(line -> line.matches(".*\\b(FATAL|PANIC|error|ERROR)\\b.*"))
                    .reduce((earlier, later) -> later)
                    .orElse("")
                    .strip();
        } catch (IOException unreadable) {
            return "";
        }
    }

    private void startNewLogWhenLong() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_SIZE_LIMIT) {
            Files.move(log, log.resolveSibling("postgres.1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }
}
