package org.xieban.emergency.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.emergency.outreach.Recipient.Channel;
import org.xieban.sources.connect.FaultyServer;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;

/** Those outside are told what was committed, under one key each, until they have taken it. */
@XiebanTest
class OutreachTest {

    private static final String RECEIVER = "province";
    private static final Purpose PURPOSE = Purpose.real(Purpose.Kind.DIRECTIVE, null);

    @Autowired
    MockMvc mvc;

    @Autowired
    Outreach outreach;

    @Autowired
    OutreachStore store;

    @Autowired
    Receivers receivers;

    @Autowired
    Webhooks webhooks;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Acknowledgements acknowledgements;

    @Autowired
    OutreachSettings settings;

    @Autowired
    OfficeTexts texts;

    @Autowired
    Trace trace;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    UserDetailsService people;

    @Autowired
    Clock clock;

    FaultyServer server;

    @BeforeEach
    void aReceiver() throws Exception {
        clean();
        server = new FaultyServer();
        transaction.executeWithoutResult(status -> receivers.save(
                new Receiver(RECEIVER, "省应急平台", "http://127.0.0.1:" + server.port() + "/notices", "test", true, 0)));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        clean();
    }

    private void clean() {
        jdbc.sql("delete from outreach_delivery").update();
        jdbc.sql("delete from outreach_message").update();
        jdbc.sql("delete from outreach_receiver").update();
    }

    private boolean sent(Purpose purpose, String key, Recipient... to) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> outreach.send(purpose, List.of(to), "防汛 III 级响应", "请立即到岗。", key)));
    }

    private Delivery only() {
        return store.find(jdbc.sql("select id from outreach_delivery")
                        .query(Long.class)
                        .single())
                .orElseThrow();
    }

    /** As the time of waiting passes. */
    private void due() {
        jdbc.sql("update outreach_delivery set next_at = next_at - interval '1 hour' where state = 'WAITING'")
                .update();
    }

    /** A node that ends as it would commit what it has just sent. */
    private Deliveries thatBreaksOff(PlatformTransactionManager manager) {
        return new Deliveries(
                store,
                Map.of(Channel.WEBHOOK, webhooks),
                Duration.ofDays(1),
                trace,
                events,
                new TransactionTemplate(manager) {
                    @Override
                    public <T> @Nullable T execute(TransactionCallback<T> action) {
                        throw new IllegalStateException("the node has ended");
                    }
                },
                clock);
    }

    @Test
    void whoeverBreaksOffAfterTheCallLeavesItToBeSentUnderTheSameKey() {
        server.thenSay("200 OK", "", "{}");
        sent(PURPOSE, "broken-off", Recipient.receiver(RECEIVER));
        Deliveries broken = thatBreaksOff(Objects.requireNonNull(transaction.getTransactionManager()));

        assertThatThrownBy(broken::deliver).hasMessage("the node has ended");
        deliveries.deliver();
        assertThat(server.requests()).as("the other node may still be at it").hasSize(1);
        due();
        deliveries.deliver();
        deliveries.deliver();

        assertThat(server.header("Idempotency-Key")).hasSize(2).containsOnly(only().key());
        assertThat(server.header("X-Xieban-Signature")).hasSize(2).allMatch(each -> each.startsWith("sha256="));
        assertThat(server.header("X-Xieban-Signature"))
                .as("the same body")
                .containsOnly(server.header("X-Xieban-Signature").get(0));
        assertThat(only().state()).isEqualTo(Delivery.State.SENT);
    }

    @Test
    void whatIsNotCommittedIsNotToldAndNothingIsToldTwice() {
        server.thenSay("200 OK", "", "{\"acknowledged\": true}");
        transaction.executeWithoutResult(status -> {
            outreach.send(PURPOSE, List.of(Recipient.receiver(RECEIVER)), "防汛", "撤回", "rolled-back");
            status.setRollbackOnly();
        });
        deliveries.deliver();
        assertThat(server.requests()).isEmpty();

        assertThat(sent(PURPOSE, "twice", Recipient.receiver(RECEIVER))).isTrue();
        assertThat(sent(PURPOSE, "twice", Recipient.receiver(RECEIVER))).isFalse();
        deliveries.deliver();

        assertThat(server.requests()).hasSize(1);
        assertThat(only().state()).as("by the answer").isEqualTo(Delivery.State.ACKNOWLEDGED);
    }

    @Test
    void nothingGoesOutInADrillAndItIsKeptWhatWould() {
        server.thenSay("200 OK", "", "{}");
        sent(Purpose.drill(Purpose.Kind.WARNING, null), "drill", Recipient.receiver(RECEIVER));

        deliveries.deliver();

        assertThat(server.requests()).isEmpty();
        assertThat(only().state()).isEqualTo(Delivery.State.DRILL);
        assertThat(store.acknowledged(only().id(), clock.instant())).isFalse();
    }

    @Test
    @WithUserDetails("emergency.wu")
    void aReceiverThatIsAwayIsTriedAgainLaterAndGivenUpInTheEnd() throws Exception {
        server.thenSay("503 Service Unavailable", "", "");
        sent(PURPOSE, "away", Recipient.receiver(RECEIVER));
        deliveries.deliver();
        deliveries.deliver();
        assertThat(server.requests()).as("not before its time").hasSize(1);
        assertThat(only().failure()).isEqualTo("HTTP_503");

        jdbc.sql("update outreach_message set created_at = created_at - interval '25 hours'")
                .update();
        due();
        deliveries.deliver();
        assertThat(only().state()).isEqualTo(Delivery.State.FAILED);
        mvc.perform(get("/emergency/outreach").param("state", "FAILED"))
                .andExpect(content().string(containsString("发送失败")));

        mvc.perform(post("/emergency/outreach/" + only().id() + "/again").with(csrf()));
        deliveries.deliver();
        assertThat(server.header("Idempotency-Key")).hasSize(3).containsOnly(only().key());
        assertThat(only().state()).as("tried for a day again").isEqualTo(Delivery.State.WAITING);
    }

    @Test
    void amailIsAcknowledgedByItsSignedLinkAndOnlyByAButton() throws Exception {
        GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try {
            JavaMailSenderImpl sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(mails.getSmtp().getPort());
            sent(PURPOSE, "mail", Recipient.mail("供水公司", "duty@water.example"));
            new Deliveries(
                            store,
                            Map.of(Channel.MAIL, new Mails(sender, settings, acknowledgements, texts)),
                            Duration.ofDays(1),
                            trace,
                            events,
                            transaction,
                            clock)
                    .deliver();
            String path = acknowledgements.path(only().id());
            assertThat(mails.getReceivedMessages()).hasSize(1);
            assertThat((String) mails.getReceivedMessages()[0].getContent()).contains("https://xieban.example" + path);
            assertThat(mails.getReceivedMessages()[0].getMessageID()).contains(only().key());

            mvc.perform(get(path)).andExpect(content().string(containsString("请立即到岗")));
            assertThat(only().state()).as("opened is not acknowledged").isEqualTo(Delivery.State.SENT);
            mvc.perform(post(path.substring(0, path.length() - 1) + "x").with(csrf()))
                    .andExpect(status().isNotFound());
            mvc.perform(post(path).with(csrf())).andExpect(status().is3xxRedirection());
            assertThat(only().state()).isEqualTo(Delivery.State.ACKNOWLEDGED);
        } finally {
            mails.stop();
        }
    }

    @Test
    @WithUserDetails("emergency.wu")
    void aReceiverIsRegisteredOnHostsOfTheSettingsOnly() throws Exception {
        mvc.perform(post("/emergency/outreach/receivers")
                        .param("code", "elsewhere")
                        .param("name", "别处")
                        .param("url", "http://169.254.169.254/latest")
                        .param("secret", "test")
                        .with(csrf()))
                .andExpect(flash().attribute("problem", "problem.outreach.url"));
        mvc.perform(get("/emergency/outreach/receivers")).andExpect(content().string(containsString("省应急平台")));
    }
}
