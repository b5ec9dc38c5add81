package org.xieban.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real thing, ends it in every way there is, and starts it again. */
class ProductKeepsItsDataTest {

    /** What a process that was asked to end, and did, reports. */
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void afterItWasKilledAndItsDatabaseLivedOn() throws Exception {
        ProcessHandle database;
        ProviderOfEffects provider = new ProviderOfEffects();
        DirectivesUnderWay directives = new DirectivesUnderWay();
        try (var product = directives
                .settings(ProductProcess.in(folder))
                .setting("xieban.demonstration.city", "false")
                .run()) {
            String address = product.awaitReady();
            database = database(folder);
            assertThat(status(address + "/actuator/health")).isEqualTo(200);
            assertThat(answer("show fsync")).isEqualTo("on");
            assertThat(answer("show synchronous_commit")).isEqualTo("on");
            assertThat(answer("show listen_addresses")).isEqualTo("127.0.0.1");
            execute("create table kept (what text)", "insert into kept values ('办件')");
            refusesASecondStart(product, address);
            execute(provider.setUp());
            provider.asksFor(address);
            // its effect has happened, and its answer is on the way
            provider.awaitEffect();
            execute(directives.setUp());
            directives.areUnderWay(address, this::connect, product::kill9);
        }
        assertThat(database.isAlive()).as("the database outlives a kill").isTrue();
        restartUnderAParentThatIsKilled(provider, directives);
        awaitEnd(database);
        isTornByAnUnexpectedFailure();
    }

    @Test
    void asAnOrdinaryUser() throws Exception {
        try (var user = new OrdinaryUser()) {
            ProcessHandle database;
            ProcessHandle city;
            try (var product = user.start(user.home()).run()) {
                String address = product.awaitReady();
                database = database(user.home());
                city = city(product);
                goesOnWithoutTheCity(address, city);
                assertThat(Files.getOwner(user.home().resolve("data")).getName())
                        .isEqualTo(user.name());
                assertThat(product.output()).contains("协同办已就绪", "停止：按 Ctrl+C");
                assertThat(product.errors()).isEmpty();
                assertThat(product.terminate()).isEqualTo(TERMINATED);
            }
            awaitEnd(database);
            awaitEnd(city);
            assertThat(user.home().resolve("data/postgres/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void inAnotherDatabaseThatItIsToldOf() throws Exception {
        Path programs = Path.of("target/postgres-programs").toAbsolutePath();
        DataFolder data = DataFolder.claim(folder.resolve("other"), "test");
        try (var other = OwnDatabase.in(data, programs, true).begin()) {
            var start = ProductProcess.in(folder)
                    .environment("XIEBAN_DB_URL", "postgresql://127.0.0.1:" + other.port() + "/postgres")
                    .environment("XIEBAN_DB_USER", "postgres")
                    .environment("XIEBAN_DB_PASSWORD", "postgres");
            try (var product = start.run()) {
                product.awaitReady();
                assertThat(product.output())
                        .contains("数据库：postgresql://127.0.0.1:" + other.port() + "/postgres")
                        .doesNotContain("xieban-demo");
                assertThat(product.terminate()).isEqualTo(TERMINATED);
            }
            try (var errand = start.option("--reconcile").run()) {
                assertThat(errand.exitCode()).as(errand.errors()).isZero();
                assertThat(errand.output())
                        .as("it says what came of it, opens no port, and ends")
                        .contains("全部一致")
                        .doesNotContain("已就绪");
            }
            assertThat(folder.resolve("data")).as("it has no need of one").doesNotExist();
            try (var connection = DriverManager.getConnection(other.jdbcUrl(), "postgres", "postgres")) {
                assertThat(answer(connection, "select count(*) > 50 from pg_tables where schemaname = 'public'"))
                        .isEqualTo("t");
            }
        }
    }

    /** The departments' process stands still while a case is under way: whoever asks is told, until it goes on. */
    private static void goesOnWithoutTheCity(String address, ProcessHandle city) throws Exception {
        var clerk = new ProductApi(address, "clerk.chen");
        var registered = clerk.post("/cases", """
                {"itemCode": "food-business-licence",
                 "applicant": {"kind": "ORGANISATION", "name": "西平测试有限公司", "idNumber": "91411900MA45CXY19U",
                               "phone": "13800138000"},
                 "form": {"matter": "新开一家店", "scale": "retail", "place": "411902", "address": "文昌路一号",
                          "preferredDelivery": "WINDOW", "truthful": true}}""");
        assertThat(registered.status()).as(registered.body().toString()).isEqualTo(201);
        String question = """
                {"purpose": "MATERIALS", "caseNo": "%s", "keys": {"creditCode": "91411900MA45CXY19U"}}""".formatted(registered.body().path("caseNo").asText());
        // one answers through the exchange that the city has already, one itself
        for (String resource : List.of("investment-project", "enterprise-registration")) {
            var answer = clerk.post("/resources/" + resource + "/query", question);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(answer.body().path("found").asBoolean()).isTrue();
        }
        signal("-STOP", city);
        var unanswered = clerk.post("/resources/enterprise-registration/query", question);
        assertThat(unanswered.body().path("code").asText())
                .as(unanswered.body().toString())
                .startsWith("source.");
        assertThat(status(address + "/actuator/health"))
                .as("the product goes on")
                .isEqualTo(200);
        signal("-CONT", city);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> clerk.post("/resources/enterprise-registration/query", question)
                                .status()
                        == 200);
    }

    private static void signal(String signal, ProcessHandle process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The process of its own in which the departments of the demonstration city answer: another Java below the product. */
    private static ProcessHandle city(ProductProcess product) {
        return ProcessHandle.of(product.pid())
                .orElseThrow()
                .descendants()
                .filter(each -> isJava(each)
                        && each.parent().filter(above -> isJava(above)).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }

    private void refusesASecondStart(ProductProcess first, String address) throws Exception {
        try (var second = ProductProcess.in(folder).run()) {
            assertThat(second.exitCode()).as(second.errors()).isEqualTo(ExitCode.DATA_FOLDER_HELD.code());
            assertThat(second.errors()).contains("正被另一个协同办进程使用", "PID " + first.pid(), address);
        }
        assertThat(answer("select what from kept"))
                .as("the first one is unharmed")
                .isEqualTo("办件");
    }

    private void restartUnderAParentThatIsKilled(ProviderOfEffects provider, DirectivesUnderWay directives)
            throws Exception {
        var start = directives
                .settings(ProductProcess.in(folder))
                .setting("xieban.demonstration.city", "false")
                .setting("xieban.ends-with-parent", "true")
                .under(List.of("sh", "-c", "\"$@\"; true", "parent"));
        ProcessHandle database;
        ProcessHandle child;
        try (var parent = start.run()) {
            String address = parent.awaitReady();
            assertThat(answer("select what from kept")).isEqualTo("办件");
            asksAgainUnderTheSameKey(provider);
            directives.areSentUnderOneKeyEach(address, this::connect);
            database = database(folder);
            child = ProcessHandle.of(parent.pid())
                    .orElseThrow()
                    .children()
                    .findFirst()
                    .orElseThrow();
            parent.kill9WithoutChildren();
        }
        awaitEnd(child);
        awaitEnd(database);
    }

    /** What was under way as it was killed is done again, and is the same to the provider: it happens once. */
    private void asksAgainUnderTheSameKey(ProviderOfEffects provider) throws Exception {
        // stands for the time after which another takes over what was under way
        execute("update act_ru_job set lock_exp_time_ = now() - interval '1 minute' where lock_exp_time_ is not null");
        provider.answersFromNowOn();
        await().atMost(60, TimeUnit.SECONDS).until(() -> "ANSWERED".equals(answer("select max(state) from data_call")));
        assertThat(provider.requests()).isGreaterThan(1);
        assertThat(provider.effects()).as("the provider has seen one key alone").isEqualTo(1);
        assertThat(answer("select count(*) || ' ' || max(tries) from data_call"))
                .isEqualTo("1 2");
        assertThat(answer("select count(*) from data_fact")).isEqualTo("1");
        provider.close();
    }

    /** Somebody has changed what Liquibase has noted: nothing this module knows of. */
    private void isTornByAnUnexpectedFailure() throws Exception {
        Path programs = Path.of("target/postgres-programs").toAbsolutePath();
        DataFolder data = DataFolder.claim(folder.resolve("data"), "test");
        try (var database = OwnDatabase.in(data, programs, false).begin();
                var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("update databasechangelog set md5sum = '9:0' where id = 'ledger-1'");
        }
        try (var product = ProductProcess.in(folder).run()) {
            assertThat(product.exitCode()).isEqualTo(ExitCode.OTHER.code());
            assertThat(product.errors()).contains("启动失败", "详情见日志").doesNotContain("\tat ");
            assertThat(product.output()).doesNotContain("\tat ");
        }
        assertThat(folder.resolve("data/postgres/postmaster.pid"))
                .as("its database was stopped")
                .doesNotExist();
        assertThat(folder.resolve("data/log/xieban.log")).content().contains("\tat ");
    }

    /** A process that has ended may still be listed where the machine's first process is slow to notice; without a program. */
    private static void awaitEnd(ProcessHandle process) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> !process.isAlive() || process.info().command().isEmpty());
    }

    private static int status(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static ProcessHandle database(Path folder) throws Exception {
        return ProcessHandle.of(Long.parseLong(pidFile(folder).get(0).strip())).orElseThrow();
    }

    private static List<String> pidFile(Path folder) throws Exception {
        return Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"));
    }

    private Connection connect() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + pidFile(folder).get(3) + "/postgres";
        return DriverManager.getConnection(url, "postgres", "postgres");
    }

    private void execute(String... statements) throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private String answer(String question) throws Exception {
        try (var connection = connect()) {
            return answer(connection, question);
        }
    }

    private static String answer(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
