package org.xieban.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the product takes to start, beside an empty Spring Boot with Camunda on the same database server, in turns,
 * and which steps take the difference. Both databases are as an earlier start left them.
 */
@Tag("bench")
class StartUpBench {

    private static final int ROUNDS = 5;
    private static final List<String> STEPS = List.of("StartUpSteps.class", "EmptyCamunda.class");

    @TempDir
    private Path folder;

    private record Start(List<String> arguments, String main, String classPath, String readyWhen) {}

    @Test
    void theProductBesideAnEmptySpringBootWithCamunda() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            Start product = product(database(server, "product"));
            Start empty = empty(database(server, "empty"));
            List<String> steps = new ArrayList<>();
            run(product, steps);
            run(empty, new ArrayList<>());

            List<Double> products = new ArrayList<>();
            List<Double> empties = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                steps.clear();
                products.add(run(product, steps));
                empties.add(run(empty, new ArrayList<>()));
                ratios.add(products.get(round) / empties.get(round));
            }
            System.out.printf(
                    "%nstart-up, %d rounds in turns: product %.1f s (median), empty Spring Boot with Camunda %.1f s,"
                            + " ratio %.2f (%.2f to %.2f)%n",
                    ROUNDS,
                    median(products),
                    median(empties),
                    median(ratios),
                    Collections.min(ratios),
                    Collections.max(ratios));
            System.out.println("the product's longest steps, each without the steps within it:");
            steps.stream().filter(line -> line.startsWith("step ")).forEach(System.out::println);
            assertThat(median(ratios)).as("times an empty start").isLessThan(4);
        }
    }

    private static String database(EmbeddedPostgres server, String name) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&password=postgres".formatted(server.getPort(), name);
    }

    /** The product as it starts from its classes, with a listener that measures its steps. */
    private Start product(String url) throws IOException {
        Path measure = Files.createDirectories(folder.resolve("measure"));
        copyClasses(measure);
        Files.createDirectories(measure.resolve("META-INF"));
        Files.writeString(
                measure.resolve("META-INF/spring.factories"),
                "org.springframework.context.ApplicationListener=emptycamunda.StartUpSteps\n");
        return new Start(
                List.of("--server.port=0", "--spring.profiles.active=demonstration", "--xieban.db.url=" + url),
                "org.xieban.XiebanApplication",
                measure + File.pathSeparator + classPath().collect(Collectors.joining(File.pathSeparator)),
                "Xieban is ready");
    }

    private Start empty(String url) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("empty"));
        copyClasses(classes);
        return new Start(
                List.of(
                        "--server.port=0",
                        "--spring.datasource.url=" + url,
                        "--spring.liquibase.enabled=false",
                        "--camunda.bpm.auto-deployment-enabled=false"),
                "emptycamunda.EmptyCamunda",
                classes
                        + File.pathSeparator
                        + classPath()
                                .filter(entry -> !entry.endsWith("classes"))
                                .collect(Collectors.joining(File.pathSeparator)),
                "ready");
    }

    private static Stream<String> classPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString());
    }

    private static void copyClasses(Path target) throws IOException {
        Files.createDirectories(target.resolve("emptycamunda"));
        for (String name : STEPS) {
            Files.copy(
                    Path.of("target/test-classes/emptycamunda", name),
                    target.resolve("emptycamunda").resolve(name));
        }
    }

    /** Starts a process, waits until it is ready, stops it; how many seconds it took to be ready. */
    private double run(Start start, List<String> output) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                start.main()));
        command.addAll(start.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("CLASSPATH", start.classPath()));
        long begun = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.contains(start.readyWhen())) {
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    // not process.destroy(): what it still says is to be read
                    process.toHandle().destroy();
                    lines.lines().forEach(output::add);
                    return seconds;
                }
            }
        } finally {
            process.toHandle().destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        throw new AssertionError("not ready: " + String.join("\n", output));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
