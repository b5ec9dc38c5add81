package org.xieban.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Two directives to a department with a system of its own, as the product is killed: one is sent and its answer is on the
 * way, the other is given and not committed.
 */
final class DirectivesUnderWay {

    private static final String EVENT = "KILL-EVENT-1";
    private static final String LIST = "/emergency/events/" + EVENT + "/directives";

    private final ProviderOfEffects receiver;

    DirectivesUnderWay() throws Exception {
        receiver = new ProviderOfEffects();
    }

    /** Something that a test does. */
    interface Step {
        void take() throws Exception;
    }

    ProductProcess.Start settings(ProductProcess.Start start) {
        return start.setting("xieban.emergency.outreach.hosts", receiver.host())
                .setting("xieban.emergency.outreach.secrets.test", "a-secret-of-tests")
                // it would wait for what is held here, and hold the event that is waited for
                .setting("xieban.emergency.report.every", "0s");
    }

    /** An event that is verified, and the receiver of a department. */
    String[] setUp() {
        return new String[] {
            """
            insert into case_file (number, title, item_code, item_version, item_name, process_key, state,
                lead_department, registered_by, registered_department, registered_at, applicant_kind, applicant_name,
                applicant_id_number, applicant_phone, searched, grams)
            values ('%s', 'x', 'x', 1, 'x', 'x', 'IN_REVIEW', 'yjgl', 'emergency.wu', 'yjgl', now(), 'DEPARTMENT', 'x',
                '', '', 'x', '{}')""".formatted(EVENT), """
            insert into case_department (case_no, department, since, how)
            values ('%s', 'yjgl', now(), 'REGISTERED')""".formatted(EVENT), """
            insert into emergency_event (case_no, kind, title, lead, drill, region, place, occurred_at, reported_at,
                source, dead, missing, seriously_injured, injured, evacuated, loss_yuan, area_km2, sensitive, state, version)
            values ('%s', 'FLOOD', '沙河洪水', 'yjgl', false, '411921', '五沟营', now(), now(),
                'OFFICER', 0, 0, 0, 0, 0, 0, 0, false, 'VERIFIED', 0)""".formatted(EVENT), """
            insert into outreach_receiver (code, name, url, secret, enabled, changed_at)
            values ('xfjy', '消防指挥系统', 'http://%s/directives', 'test', true, now())""".formatted(receiver.host())
        };
    }

    /** Brings both under way, and does something to the product then. */
    void areUnderWay(String address, Callable<Connection> database, Step killing) throws Exception {
        Commander commander = new Commander(address);
        assertThat(commander.orders("sent")).isEqualTo(302);
        receiver.awaitEffect();
        try (Connection holding = database.call();
                var statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("lock table outreach_message in access exclusive mode");
            CompletableFuture<Integer> given = CompletableFuture.supplyAsync(
                    () -> commander.ordersUnheard("given"),
                    // on a small machine the common pool is one thread, which another test may have
                    asked -> new Thread(asked, "commander").start());
            awaitUncommitted(holding);
            killing.take();
            assertThat(given.join()).as("nobody was told that it is given").isNotEqualTo(302);
            holding.rollback();
        }
    }

    /** Killed sooner, on a machine that is too slow, it is not given either: whenever that is, what follows holds. */
    private static void awaitUncommitted(Connection holding) {
        try {
            await().atMost(15, TimeUnit.SECONDS)
                    .until(() -> count(
                                    holding,
                                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and query like 'insert into outreach_message%'")
                            == 1);
        } catch (ConditionTimeoutException slow) {
            // it is killed before it waits
        }
    }

    /** What was sent is sent again under its key, what was not committed is not there, and is given once when asked again. */
    void areSentUnderOneKeyEach(String address, Callable<Connection> database) throws Exception {
        try (Connection connection = database.call()) {
            assertThat(count(connection, "select count(*) from emergency_directive"))
                    .isEqualTo(1);
            Commander commander = new Commander(address);
            for (String key : new String[] {"sent", "given", "given"}) {
                assertThat(commander.orders(key)).isEqualTo(302);
            }
            assertThat(count(connection, "select count(*) from emergency_directive"))
                    .isEqualTo(2);
            receiver.answersFromNowOn();
            try (var statement = connection.createStatement()) {
                // stands for the time after which another takes over what was under way
                statement.execute("update outreach_delivery set next_at = now() - interval '1 minute'"
                        + " where state = 'WAITING'");
            }
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> count(connection, "select count(*) from outreach_delivery where state = 'SENT'") == 2);
        }
        assertThat(receiver.requests()).as("one was sent twice").isGreaterThan(2);
        assertThat(receiver.effects())
                .as("the receiver has seen one key of each")
                .isEqualTo(2);
        receiver.close();
    }

    private static long count(Connection connection, String question) throws Exception {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Whoever commands, in a browser. */
    private static final class Commander {

        private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

        private final String address;
        private final HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        Commander(String address) throws Exception {
            this.address = address;
            post("/sign-in", "/sign-in", "login=emergency.wu&password=xieban-demo");
        }

        int orders(String key) throws Exception {
            return post(
                    LIST,
                    LIST,
                    "department=xfjy&acknowledgeMinutes=10&completeMinutes=60&key=" + key + "&text="
                            + URLEncoder.encode("转移沿岸人员", StandardCharsets.UTF_8));
        }

        /** The same, and -1 where no answer came. */
        int ordersUnheard(String key) {
            try {
                return orders(key);
            } catch (Exception | AssertionError unheard) {
                return -1;
            }
        }

        private int post(String page, String to, String fields) throws Exception {
            String shown = browser.send(
                            HttpRequest.newBuilder(URI.create(address + page)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher token = TOKEN.matcher(shown);
            assertThat(token.find()).as(shown).isTrue();
            return browser.send(
                            HttpRequest.newBuilder(URI.create(address + to))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(fields + "&_csrf="
                                            + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
