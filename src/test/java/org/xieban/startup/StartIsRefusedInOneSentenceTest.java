package org.xieban.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real thing where it cannot start: one sentence, an exit code of its own, nothing half-made. */
class StartIsRefusedInOneSentenceTest {

    private static OrdinaryUser user;

    @TempDir
    Path folder;

    @BeforeAll
    static void findAnOrdinaryUser() throws IOException {
        user = new OrdinaryUser();
    }

    @AfterAll
    static void leave() throws IOException {
        user.close();
    }

    @Test
    void onAPortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var start = ProductProcess.in(folder).setting("server.port", String.valueOf(taken.getLocalPort()));
            assertRefused(start, ExitCode.PORT, "端口 " + taken.getLocalPort() + " 已被其他程序占用");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onAPortThatIsInUseAndNamedByTheEnvironment() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var start = ProductProcess.in(folder)
                    .setting("server.port", String.valueOf(taken.getLocalPort()))
                    .environment("SERVER_PORT", String.valueOf(taken.getLocalPort()));
            assertRefused(start, ExitCode.PORT, "Port " + taken.getLocalPort());
        }
    }

    @Test
    void onAPortThatIsNoNumber() throws Exception {
        assertRefused(ProductProcess.in(folder).setting("server.port", "http"), ExitCode.SETTING, "端口号“http”无效");
    }

    @Test
    void underAnUnknownProfile() throws Exception {
        var start = ProductProcess.in(folder).setting("spring.profiles.active", "demo");
        assertRefused(start, ExitCode.PROFILE, "未知的运行方式“demo”");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void underProfilesThatExcludeEachOther() throws Exception {
        var start = ProductProcess.in(folder).environment("SPRING_PROFILES_ACTIVE", "demonstration,production");
        assertRefused(start, ExitCode.PROFILE, "不能同时启用");
    }

    @Test
    void onADatabaseNamedInAFileWithoutAProfile() throws Exception {
        Files.writeString(folder.resolve("application.yml"), "xieban.db.url: jdbc:postgresql://127.0.0.1:1/x");
        assertRefused(ProductProcess.in(folder), ExitCode.PROFILE, "请同时指定运行方式");
    }

    @Test
    void inAFolderThatTheUserMayNotWrite() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertRefused(user.start(folder), ExitCode.DATA_FOLDER, "无法建立数据文件夹");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onADataFolderThatTheUserMayNotWrite() throws Exception {
        Path data = Files.createDirectory(user.home().resolve("closed"));
        user.own(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertRefused(user.start(user.home()).setting("xieban.data", "closed"), ExitCode.DATA_FOLDER, "不可写");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void asRootOnTheDataFolderOfAnotherUser() throws Exception {
        assumeTrue(CurrentUser.isRoot(), "only root can give a folder away");
        Path data = Files.createDirectory(folder.resolve("data"));
        user.own(data);
        assertRefused(ProductProcess.in(folder), ExitCode.DATA_FOLDER, "属于用户 " + user.name());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void asAnOrdinaryUserOnTheDataFolderOfRootEvenIfItCanBeWritten() throws Exception {
        assumeTrue(CurrentUser.isRoot(), "only root has a folder that is root's");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(user.start(folder), ExitCode.DATA_FOLDER, "当前用户是 " + user.name());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void asRootBelowAFolderThatIsClosedToPostgres() throws Exception {
        assumeTrue(CurrentUser.isRoot(), "only root passes closed folders");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        user.own(closed);
        assertRefused(ProductProcess.in(closed), ExitCode.OWN_DATABASE, "请改用普通用户启动");
        assertThat(closed).isEmptyDirectory();
    }

    @Test
    void onADataFolderThatIsAFile() throws Exception {
        Files.writeString(folder.resolve("data"), "");
        assertRefused(ProductProcess.in(folder), ExitCode.DATA_FOLDER, "不是文件夹");
    }

    @Test
    void onTheDataOfAnotherPostgresVersion() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "13\n");
        assertRefused(ProductProcess.in(folder), ExitCode.DATA_FOLDER, "由 PostgreSQL 13 建立");
        assertThat(data).isDirectoryContaining("glob:**PG_VERSION");
    }

    @Test
    void onAFolderOfSomethingElse() throws Exception {
        Path letter = Files.createDirectories(folder.resolve("data/postgres")).resolve("letter.txt");
        Files.writeString(letter, "mine");
        assertRefused(ProductProcess.in(folder), ExitCode.DATA_FOLDER, "不是 PostgreSQL 的数据");
        assertThat(letter).hasContent("mine");
    }

    @Test
    void onADatabaseThatIsNotPostgres() throws Exception {
        assertRefused(on("jdbc:mysql://127.0.0.1/x?password=secret"), ExitCode.SETTING, "不是 PostgreSQL 的地址");
    }

    @Test
    void onADatabaseThatIsNotThere() throws Exception {
        assertRefused(on("jdbc:postgresql://127.0.0.1:1/xieban"), ExitCode.DATABASE_UNREACHABLE, "连接不上数据库");
    }

    @Test
    void onADatabaseThatDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    on("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/xieban"),
                    ExitCode.DATABASE_UNREACHABLE,
                    "连接不上数据库");
        }
    }

    @Test
    void onADatabaseThatIsTooOld() throws Exception {
        try (var old = new OldPostgres("13.22")) {
            assertRefused(
                    on("jdbc:postgresql://127.0.0.1:" + old.port() + "/xieban"),
                    ExitCode.DATABASE_TOO_OLD,
                    "的版本 13.22 过低：需要 PostgreSQL 14");
        }
    }

    @Test
    void onADatabaseThatRefusesTheAccountOrDoesNotExistOrKeepsNoChinese() throws Exception {
        Path programs = Path.of("target/postgres-programs").toAbsolutePath();
        DataFolder data = DataFolder.claim(folder.resolve("other"), "test");
        try (var database = OwnDatabase.in(data, programs, true).begin()) {
            String host = "127.0.0.1:" + database.port();
            try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
                    var statement = connection.createStatement()) {
                statement.execute("alter user postgres password 'postgres'");
                statement.execute("create user guest password 'guest'");
                statement.execute("create database latin encoding 'LATIN1' locale 'C' template template0");
                Path rules = data.resolve("postgres/pg_hba.conf");
                Files.writeString(rules, Files.readString(rules).replace("trust", "scram-sha-256"));
                statement.execute("select pg_reload_conf()");
            }
            String url = "jdbc:postgresql://" + host + "/postgres";
            String refused = "拒绝登录";
            assertRefused(on(url, "postgres", "wrong"), ExitCode.DATABASE_REFUSES, refused);
            assertRefused(on(url, "stranger", "postgres"), ExitCode.DATABASE_REFUSES, refused);
            assertRefused(on(url), ExitCode.DATABASE_REFUSES, refused);
            assertRefused(on(url, "guest", "guest"), ExitCode.DATABASE_REFUSES, "无权建表");
            assertRefused(
                    on("postgresql://postgres:postgres@" + host + "/nowhere"),
                    ExitCode.DATABASE_UNREACHABLE,
                    "数据库 jdbc:postgresql://" + host + "/nowhere 不存在");
            assertRefused(
                    on("jdbc:postgresql://" + host + "/latin", "postgres", "postgres"),
                    ExitCode.DATABASE_REFUSES,
                    "不是 UTF8");
        }
    }

    private ProductProcess.Start on(String url) {
        return ProductProcess.in(folder).environment("XIEBAN_DB_URL", url);
    }

    private ProductProcess.Start on(String url, String name, String password) {
        return on(url).environment("XIEBAN_DB_USER", name).environment("XIEBAN_DB_PASSWORD", password);
    }

    private static void assertRefused(ProductProcess.Start start, ExitCode exitCode, String sentence) throws Exception {
        try (var product = start.run()) {
            assertThat(product.exitCode()).as(product.errors()).isEqualTo(exitCode.code());
            assertThat(product.errors())
                    .contains(sentence)
                    .doesNotContain("\tat ")
                    .doesNotContain("secret");
            assertThat(product.errors().lines())
                    .as("the sentence in two languages")
                    .hasSize(2);
            assertThat(product.output()).isEmpty();
        }
    }
}
