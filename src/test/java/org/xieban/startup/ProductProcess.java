package org.xieban.startup;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The product as its users start it: a process of its own in a folder of its own, told by command line and environment,
 * heard by what it prints and how it ends. The locale is "C", the poorest there is.
 */
public final class ProductProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Xieban is ready: (http://\\S+)");
    private static final String LAST_LINE = "停止：按 Ctrl+C";
    private static final int PATIENCE_SECONDS = 120;

    static final String MAIN_CLASS = "org.xieban.XiebanApplication";
    static final Path POSTGRES_PROGRAMS = Path.of("target", "postgres-programs").toAbsolutePath();

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final StringBuffer errors = new StringBuffer();
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final Thread outputReader;
    private final Thread errorReader;

    private ProductProcess(Process process) {
        this.process = process;
        this.outputReader = read(process.getInputStream(), output);
        this.errorReader = read(process.getErrorStream(), errors);
    }

    /** What is to be started; the data folder is {@code data} in the given folder unless a setting says otherwise. */
    public static final class Start {

        private final Path folder;
        private final List<String> prefix = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> settings = new TreeMap<>();
        private final Map<String, String> environment = new TreeMap<>();
        private @Nullable String classPath;
        private String besides = "";

        private Start(Path folder) {
            this.folder = folder;
        }

        /** A setting on the command line, such as {@code server.port}; the last one of a name holds. */
        public Start setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** An option without a value, such as {@code --reconcile}. */
        Start option(String option) {
            options.add(option);
            return this;
        }

        /** A variable of the environment. */
        public Start environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** A folder of classes and files that are found besides the product's own. */
        Start classPathToo(Path other) {
            besides = File.pathSeparator + other;
            return this;
        }

        Start under(List<String> command) {
            prefix.addAll(command);
            return this;
        }

        Start classPath(String replacement) {
            classPath = replacement;
            return this;
        }

        /** Starts the process and returns at once. */
        public ProductProcess run() throws IOException {
            List<String> command = new ArrayList<>(prefix);
            command.addAll(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
            String found = classPath;
            if (found == null) {
                PreparedClasses prepared = PreparedClasses.of(runtimeClassPath());
                command.addAll(prepared.options());
                found = prepared.classPath();
            }
            command.add(MAIN_CLASS);
            command.addAll(options);
            settings.forEach((name, value) -> command.add("--" + name + "=" + value));
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            Map<String, String> inherited = builder.environment();
            inherited.keySet().removeIf(name -> name.matches("(XIEBAN|SPRING|SERVER|LOGGING)_.*|JAVA_TOOL_OPTIONS"));
            inherited.put("CLASSPATH", found + besides);
            inherited.put("LC_ALL", "C");
            inherited.putAll(environment);
            return new ProductProcess(builder.start());
        }
    }

    /** Prepares a start in this working folder, on any free port, with PostgreSQL's programs that tests share. */
    public static Start in(Path folder) {
        return new Start(folder)
                .setting("server.port", "0")
                .setting("xieban.postgres-programs", POSTGRES_PROGRAMS.toString());
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until the product says that it is ready; its address. */
    public String awaitReady() throws InterruptedException {
        try {
            return CompletableFuture.anyOf(address, process.onExit().thenRun(() -> {
                        throw new IllegalStateException("it ended");
                    }))
                    .thenCompose(ready -> address)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError("not ready:\n" + output + errors, failure);
        }
    }

    /** Waits until the process ends; its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end:\n" + output + errors);
        }
        outputReader.join();
        errorReader.join();
        return process.exitValue();
    }

    /** What the process has printed to its standard output so far. */
    public String output() {
        return output.toString();
    }

    /** What the process has printed to its standard error so far. */
    public String errors() {
        return errors.toString();
    }

    /** Asks the process to end, as service managers and Ctrl+C do, and waits; its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Ends the process without a chance to do anything. */
    public void kill9() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** As {@link #kill9}, where a process below it may keep the streams open. */
    void kill9WithoutChildren() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process where a failed test has left it running. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The product's class path: the tests' without the tests. */
    static String runtimeClassPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .filter(entry -> Files.exists(Path.of(entry)))
                .collect(joining(File.pathSeparator));
    }

    private Thread read(InputStream stream, StringBuffer into) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    into.append(line).append('\n');
                    if (line.contains(LAST_LINE)) {
                        Matcher ready = READY.matcher(into);
                        address.complete(ready.find() ? ready.group(1) : "");
                    }
                }
            } catch (IOException ended) {
                into.append(ended).append('\n');
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }
}
