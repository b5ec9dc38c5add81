package org.xieban.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.directory.Officers;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Recorded;

/** Warnings reach their readers by mail, through a mail server that is there or is not. */
@XiebanTest
class DigestsTest {

    private static final String READER = "clerk.chen";
    private static final String ADDRESS = "clerk.chen@xiping.example";

    @Autowired
    MockMvc mvc;

    @Autowired
    Notices notices;

    @Autowired
    Digests digests;

    @Autowired
    DigestStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Officers officers;

    @Autowired
    ObjectMapper json;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    String caseNo;

    @BeforeEach
    void aServer() throws Exception {
        caseNo = new CaseCalls(mvc).registered("邮件明");
        server.start();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        jdbc.sql("delete from notice_digest where officer = ?").param(READER).update();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    /** Warns the reader, and lets his digest be due. */
    private void warned(String... steps) {
        for (String step : steps) {
            notices.warn(List.of(new Notices.Warning(
                    List.of(READER),
                    caseNo,
                    "timelimit.warning.RED.STEP",
                    List.of(caseNo, step, "2026-11-05 23:59"),
                    "/cases/" + caseNo)));
        }
        jdbc.sql("update notice set mail_due_at = ? where case_no = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), caseNo)
                .update();
    }

    private List<String> acts() {
        return jdbc.sql("select act from trace_entry where case_no = ? and act like 'notice.%' order by id")
                .param(caseNo)
                .query(String.class)
                .list();
    }

    private List<MimeMessage> received() {
        return Arrays.asList(server.getReceivedMessages());
    }

    @Test
    void whatIsToldOfADayComesInOneMailAndTheRecordSaysSo() throws Exception {
        warned("审查申请材料", "送达");

        digests.send(sender);
        digests.send(sender);

        assertThat(received()).hasSize(1);
        MimeMessage mail = received().get(0);
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(ADDRESS);
        assertThat(mail.getSubject()).isEqualTo("协同办时限提醒（2 条）");
        assertThat((String) mail.getContent()).contains("办件 " + caseNo + " 的“审查申请材料”环节已于 2026-11-05 23:59 超期", "“送达”");
        assertThat(acts()).containsExactly("notice.mailed");
    }

    @Test
    void whoIsUrgedIsToldByMailAtOnce() throws Exception {
        transaction.executeWithoutResult(status -> new NoticeRules(
                        new Notices(new OfficerNotices(jdbc, json, officers, store, provider(sender), clock), officers),
                        officers)
                .tell(new Recorded(
                        Act.of("task.urged", "case", caseNo)
                                .inCase(caseNo, "userTask_reviewMaterials")
                                .with("told", List.of(READER)),
                        new Actor("supervisor.zheng", "郑秀英", "zfdc"),
                        clock.instant(),
                        null)));

        digests.send(sender);

        assertThat(received()).hasSize(1);
        assertThat((String) received().get(0).getContent()).contains("郑秀英催办：办件 " + caseNo);
        assertThat(acts()).containsExactly("notice.mailed");
    }

    private static <T> ObjectProvider<T> provider(T bean) {
        return new ObjectProvider<>() {
            @Override
            public T getObject() {
                return bean;
            }
        };
    }

    @Test
    void aServerThatIsAwayLosesNothing() throws Exception {
        warned("审查申请材料");
        server.stop();

        digests.send(sender);

        assertThat(acts()).containsExactly("notice.mailDelayed");
        server.start();
        sender.setPort(server.getSmtp().getPort());
        digests.send(sender);
        assertThat(received()).as("not before its time").isEmpty();
        jdbc.sql("update notice_mail set next_try_at = ? where next_try_at is not null")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        digests.send(sender);

        assertThat(received()).hasSize(1);
        assertThat(received().get(0).getMessageID()).startsWith("<notice-");
        assertThat(acts()).containsExactly("notice.mailDelayed", "notice.mailed");
    }

    @Test
    void aDigestThatANodeDidNotFinishIsSentByAnother() throws Exception {
        warned("审查申请材料");
        store.gather(clock.instant());
        store.take(clock.instant(), clock.instant().plus(Duration.ofMinutes(5)));

        digests.send(sender);

        assertThat(received()).as("the other one may still send it").isEmpty();
        jdbc.sql("update notice_mail set next_try_at = ? where next_try_at is not null")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        digests.send(sender);
        assertThat(received()).hasSize(1);
    }

    @Test
    @WithUserDetails(READER)
    void everybodyChoosesTheHourOfHisDigest() throws Exception {
        Instant evening = LocalDateTime.parse("2026-11-02T18:30")
                .atZone(OfficialTime.ZONE)
                .toInstant();
        assertThat(store.next(List.of(READER), evening))
                .containsEntry(
                        READER,
                        LocalDateTime.parse("2026-11-03T08:00")
                                .atZone(OfficialTime.ZONE)
                                .toInstant());

        mvc.perform(post("/notices/digest").param("hour", "19").with(csrf())).andExpect(redirectedUrl("/notices"));

        assertThat(store.next(List.of(READER), evening))
                .containsEntry(
                        READER,
                        LocalDateTime.parse("2026-11-02T19:00")
                                .atZone(OfficialTime.ZONE)
                                .toInstant());
        mvc.perform(post("/notices/digest").param("hour", "24").with(csrf()))
                .andExpect(status().isUnprocessableEntity());
    }
}
