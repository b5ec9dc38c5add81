package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.ledger.LedgerUnderLoad.Point;
import org.xieban.signing.KeyFile;
import org.xieban.startup.TestPostgres;

/** Wherever the product is killed between an act and its checkpoint: no entry is lost, none is there twice. */
class KilledLedgerTest {

    @TempDir
    private Path folder;

    @Test
    void noEntryIsLostOrDoubledAndAllCheckpointsAgreeWhereverItIsKilled() throws Exception {
        try (TestPostgres postgres = new TestPostgres(folder.resolve("data"))) {
            String address = postgres.url();
            try (Connection connection = DriverManager.getConnection(address)) {
                connection
                        .createStatement()
                        .execute(new ClassPathResource("db/changelog/ledger.sql")
                                .getContentAsString(StandardCharsets.UTF_8));
            }
            List<String> done = new ArrayList<>();
            for (Point point : Point.values()) {
                done.addAll(killedAt(point, address));
                try (Connection connection = DriverManager.getConnection(address)) {
                    assertThat(PlainVerifier.read(connection, Files.isDirectory(outside()) ? outside() : null))
                            .as("what is signed after it was killed at %s", point)
                            .isEmpty();
                }
            }
            theRestIsPlaced(address);
            try (Connection connection = DriverManager.getConnection(address)) {
                assertThat(PlainVerifier.read(connection, outside())).isEmpty();
            }
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(address);
            JdbcClient jdbc = JdbcClient.create(database);
            assertThat(done).hasSizeGreaterThan(50);
            assertThat(jdbc.sql("select subject_id from trace_entry e join trace_sequence s on s.entry_id = e.id"
                                    + " where s.number is not null group by 1 having count(*) = 3")
                            .query(String.class)
                            .list())
                    .as("what people were told is done")
                    .containsAll(done);
            assertThat(jdbc.sql("select subject_id from trace_entry group by 1 having count(*) <> 3")
                            .query(String.class)
                            .list())
                    .as("half of a transaction, or twice")
                    .isEmpty();
            assertThat(jdbc.sql("select count(*) from trace_sequence")
                            .query(Long.class)
                            .single())
                    .isEqualTo(jdbc.sql("select count(*) from trace_entry")
                            .query(Long.class)
                            .single())
                    .isEqualTo(jdbc.sql("select max(number) + 1 from trace_sequence")
                            .query(Long.class)
                            .single());
        }
    }

    private Path outside() {
        return folder.resolve("checkpoints");
    }

    /** What was said to be done before the process was killed. */
    private List<String> killedAt(Point point, String address) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                LedgerUnderLoad.class.getName(),
                address,
                folder.toString(),
                point.name());
        command.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.redirectErrorStream(true);
        Process process = command.start();
        List<String> done = new ArrayList<>();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("DONE ")) {
                    done.add(line.substring(5));
                } else if (line.startsWith("AT ")) {
                    break;
                }
            }
        } finally {
            // SIGKILL, while the others in it go on
            process.destroyForcibly().waitFor();
        }
        assertThat(said.get(said.size() - 1)).as(String.join("\n", said)).isEqualTo("AT " + point);
        return done;
    }

    private void theRestIsPlaced(String address) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(address);
        JdbcClient jdbc = JdbcClient.create(database);
        LogStore store = new LogStore(jdbc, new JdbcTemplate(database));
        LogSettings settings = LedgerUnderLoad.settings(folder);
        new Sequencer(
                        store,
                        new KeyFile(settings.keys(), settings.signature()),
                        settings,
                        Clock.systemUTC(),
                        new TransactionTemplate(new JdbcTransactionManager(database)))
                .sequence();
    }
}
