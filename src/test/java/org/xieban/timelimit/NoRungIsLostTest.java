package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xieban.startup.ProductProcess;

/**
 * A product that was off for three days, with a thousand clocks crossing every rung meanwhile, and that is killed while
 * it catches up, loses no warning and tells none twice.
 */
class NoRungIsLostTest {

    private static final int CLOCKS = 1000;
    private static final int RUNGS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    void whateverIsKilledAndWhenever() throws Exception {
        GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try {
            try (var sleeping = start("0s", 500, mails).run()) {
                String address = sleeping.awaitReady();
                execute(cases());
                execute(clocks());
                advance(address, "P3D");
                assertThat(answer("select count(*) from clock_warning")).isEqualTo("0");
                sleeping.kill9();
            }
            try (var killed = start("1s", 2, mails).run()) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(this::someAreTold);
                killed.kill9();
            }
            assertThat(Integer.parseInt(answer("select count(*) from clock_warning")))
                    .as("it was killed in the middle")
                    .isBetween(1, CLOCKS * RUNGS - 1);
            try (var product = start("1s", 500, mails).run()) {
                String address = product.awaitReady();
                await().atMost(PATIENCE)
                        .until(() -> answer("select count(*) from clock where next_change_at is not null")
                                .equals("0"));

                everyRungWasToldOnceAndInOrder();

                advance(address, "P1D");
                await().atMost(PATIENCE)
                        .until(() -> answer("select count(*) from notice where case_no like 'KILL-%' and mail is null")
                                .equals("0"));
                await().atMost(PATIENCE).until(() -> recipients(mails).size() == 3);
                assertThat(recipients(mails))
                        .containsExactlyInAnyOrder(
                                "handler.li@xiping.example",
                                "approver.wang@xiping.example",
                                "supervisor.zheng@xiping.example");
            }
        } finally {
            mails.stop();
        }
    }

    private ProductProcess.Start start(String sweepEvery, int batch, GreenMail mails) {
        return ProductProcess.in(folder)
                .setting("xieban.demonstration.city", "false")
                .setting("xieban.time-limits.sweep-every", sweepEvery)
                .setting("xieban.time-limits.batch", Integer.toString(batch))
                .setting("xieban.notices.mail-every", "1s")
                .setting("spring.mail.host", "127.0.0.1")
                .setting("spring.mail.port", Integer.toString(mails.getSmtp().getPort()));
    }

    private void everyRungWasToldOnceAndInOrder() throws Exception {
        assertThat(answer("""
                select count(*) from (
                    select clock from clock_warning group by clock
                    having array_agg(rung::int order by id) = '{1,2,3,4}'
                       and array_agg(lamp::text order by id) = '{YELLOW,RED,RED,RED}'
                       and array_agg(since order by id) = array_agg(since order by since)) as told""")).isEqualTo("" + CLOCKS);
        assertThat(answer("select count(*) from clock_warning")).isEqualTo("" + CLOCKS * RUNGS);
        assertThat(answer("select count(*) from clock where lamp = 'RED'")).isEqualTo("" + CLOCKS);
        assertThat(answer("select count(*) from trace_entry where act = 'clock.warned'"))
                .as("in the record")
                .isEqualTo("" + CLOCKS * RUNGS);
        assertThat(answer("select sum(cardinality(told)) from clock_warning"))
                .as("each of whom was told")
                .isEqualTo(answer("select count(*) from notice where case_no like 'KILL-%'"));
        assertThat(answer("""
                select string_agg(distinct rung || ' ' || array_to_string(told, ','), '; ' order by rung || ' ' || array_to_string(told, ','))
                  from clock_warning""")).isEqualTo("1 handler.li; 2 approver.wang; 3 approver.wang; 4 supervisor.zheng");
    }

    private boolean someAreTold() {
        try {
            return !answer("select count(*) from clock_warning").equals("0");
        } catch (SQLException | IOException e) {
            // the database is not yet there
            return false;
        }
    }

    private static Set<String> recipients(GreenMail mails) {
        return Arrays.stream(mails.getReceivedMessages())
                .map(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString();
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.toSet());
    }

    private static String cases() {
        return """
                insert into case_file (number, title, item_code, item_version, item_name, process_key, state,
                    lead_department, registered_by, registered_department, registered_at, applicant_kind, applicant_name,
                    applicant_id_number, applicant_phone, searched, grams)
                select 'KILL-' || lpad(n::text, 6, '0'), 'x', 'x', 1, 'x', 'x', 'IN_REVIEW', 'spj', 'clerk.chen', 'spj',
                    now(), 'PERSON', 'x', 'x', 'x', 'x', '{}'
                  from generate_series(1, %d) n""".formatted(CLOCKS);
    }

    /** Terms of ten hours, which are due within fifty, every three minutes one. */
    private static String clocks() {
        return """
                insert into clock (case_no, department, kind, step, step_name, amount, unit, start_event, legal_basis, started_at,
                    due_at, yellow_at, expected, next_change_at)
                select c.number, 'spj', case when n %% 2 = 0 then 'STEP' else 'PROMISED' end, case when n %% 2 = 0 then 'userTask_x' end,
                    case when n %% 2 = 0 then 'x' end, 10, 'HOUR', 'STEP', 'x', now(), at, at - interval '2 hours', false,
                    at - interval '2 hours'
                  from generate_series(1, %d) n
                  join case_file c on c.number = 'KILL-' || lpad(n::text, 6, '0')
                  cross join lateral (select now() + interval '3 hours' + n * interval '3 minutes' as at) due""".formatted(CLOCKS);
    }

    private static void advance(String address, String by) throws Exception {
        String account = Base64.getEncoder().encodeToString("sysadmin.yu:xieban-demo".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "/api/v1/demonstration/clock"))
                                .header("Authorization", "Basic " + account)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"advance\": \"" + by + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Connection connect() throws SQLException, IOException {
        String port = Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"))
                .get(3);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
    }

    private void execute(String statement) throws Exception {
        try (var connection = connect();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private String answer(String question) throws SQLException, IOException {
        try (var connection = connect();
                var sql = connection.createStatement();
                var rows = sql.executeQuery(question)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
