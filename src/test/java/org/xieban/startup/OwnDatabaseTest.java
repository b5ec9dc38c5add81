package org.xieban.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDatabaseTest {

    private static final Path PROGRAMS = Path.of("target/postgres-programs").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void isOfTheVersionThatDataFoldersAreCheckedAgainst() throws Exception {
        List<String> command = PostgresPrograms.unpack(PROGRAMS).command("postgres", List.of("--version"));
        String version =
                new String(new ProcessBuilder(command).start().getInputStream().readAllBytes());
        assertThat(version).contains("(PostgreSQL) " + OwnDatabase.MAJOR_VERSION + ".");
    }

    @Test
    void isMadeAnewWhereTheFirstStartWasKilledHalfWay() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createDirectories(data.resolve("unfinished-1/base"));
        Files.writeString(data.resolve("unfinished-1/PG_VERSION"), "17");
        try (var database = begin(data, false)) {
            assertThat(database.port()).isPositive();
            assertThat(data.resolve("unfinished-1")).doesNotExist();
        }
    }

    @Test
    void startsWhereTheNumberOfItsLastProcessBelongsToAnotherProgramNow() throws Exception {
        Path data = folder.resolve("data");
        begin(data, false).close();
        Path pidFile = data.resolve("postgres/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + data.resolve("postgres") + "\n");
        try (var database = begin(data, false)) {
            assertThat(database.port()).isPositive();
        }
    }

    @Test
    void leavesNothingWhereItWasNeverBegun() {
        Path data = folder.resolve("data");
        try (var database = OwnDatabase.in(DataFolder.claim(data, "test"), PROGRAMS, true)) {
            assertThat(database.folder().path()).exists();
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void leavesNothingOfTemporaryData() {
        Path data = folder.resolve("data");
        begin(data, true).close();
        assertThat(data).doesNotExist();
    }

    @Test
    void neverDeletesAFolderThatWasThereBefore() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        begin(data, true).close();
        assertThat(data.resolve("postgres/PG_VERSION")).exists();
    }

    private static OwnDatabase begin(Path data, boolean temporary) {
        return OwnDatabase.in(DataFolder.claim(data, "test"), PROGRAMS, temporary)
                .begin();
    }
}
