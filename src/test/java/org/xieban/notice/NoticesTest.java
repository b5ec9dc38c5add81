package org.xieban.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.directory.Role;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Trace;

@XiebanTest
class NoticesTest {

    private static final String TEXT = "notice.post.added";

    @Autowired
    private Notices notices;

    @Autowired
    private OfficerNotices store;

    @Autowired
    private Trace trace;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private MessageSource messages;

    @Autowired
    private MockMvc browser;

    private String mark() {
        return UUID.randomUUID().toString();
    }

    /** The id of the notice that carries the mark, null where the officer has none. */
    private Long idOf(String officer, String mark) {
        return store.list(officer, false, null, 200).stream()
                .filter(notice -> notice.arguments().contains(mark))
                .map(Notice::id)
                .findFirst()
                .orElse(null);
    }

    @Test
    void aNoticeReachesEveryMemberOfAGroupOnceAndNobodyElse() {
        String mark = mark();
        notices.send(
                new Audience(List.of("fire.sun", "nobody.there"), List.of("xfjy", Role.SUPERVISOR.code(), "spj.clerk")),
                TEXT,
                List.of("", mark),
                "/start");
        assertThat(store.list("fire.sun", false, null, 200).stream()
                        .filter(notice -> notice.arguments().contains(mark)))
                .hasSize(1);
        assertThat(idOf("supervisor.zheng", mark)).isNotNull();
        assertThat(idOf("clerk.chen", mark)).isNotNull();
        assertThat(idOf("handler.li", mark)).isNull();
        assertThat(idOf("env.zhao", mark)).isNull();
    }

    @Test
    @WithUserDetails("fire.sun")
    void whoDidItIsNotToldOfIt() {
        String mark = mark();
        notices.send(Audience.officers("fire.sun", "env.zhao"), TEXT, List.of("", mark), "/start");
        assertThat(idOf("fire.sun", mark)).isNull();
        assertThat(idOf("env.zhao", mark)).isNotNull();
    }

    @Test
    @WithUserDetails("market.zhou")
    void whatOneHasReadIsNoLongerCounted() throws Exception {
        String mark = mark();
        long before = store.unread("market.zhou");
        notices.send(Audience.group("scjg"), TEXT, List.of("", mark), "/start");
        // sent by himself: to nobody
        assertThat(store.unread("market.zhou")).isEqualTo(before);
        store.add(List.of("market.zhou"), TEXT, List.of("", mark), "/calendar");
        browser.perform(get("/notices/unread"))
                .andExpect(jsonPath("$.count", is((int) before + 1)))
                .andExpect(jsonPath("$.label", containsString(String.valueOf(before + 1))));
        browser.perform(get("/notices/" + idOf("market.zhou", mark)))
                .andExpect(status().is3xxRedirection())
                .andExpect(redirectedUrl("/calendar"));
        assertThat(store.unread("market.zhou")).isEqualTo(before);
    }

    @Test
    @WithUserDetails("market.zhou")
    void anothersNoticeIsNotThere() throws Exception {
        String mark = mark();
        notices.send(Audience.officers("env.zhao"), TEXT, List.of("", mark), "/start");
        Long id = idOf("env.zhao", mark);
        browser.perform(get("/notices/" + id)).andExpect(status().isNotFound());
        browser.perform(post("/notices/" + id + "/read").with(csrf())).andExpect(status().isNotFound());
        browser.perform(get("/notices")).andExpect(content().string(not(containsString(mark))));
        assertThat(store.find("env.zhao", id).orElseThrow().unread()).isTrue();
    }

    @Test
    @WithUserDetails("emergency.wu")
    void allIsWhatThePageShowedNotWhatCameSince() throws Exception {
        String shown = mark();
        store.add(List.of("emergency.wu"), TEXT, List.of("", shown), "/start");
        Long upTo = idOf("emergency.wu", shown);
        store.add(List.of("emergency.wu"), TEXT, List.of("", mark()), "/start");
        browser.perform(post("/notices/read").param("upTo", upTo.toString()).with(csrf()))
                .andExpect(redirectedUrl("/notices"));
        assertThat(store.unread("emergency.wu")).isEqualTo(1);
        store.markRead("emergency.wu", 0, Long.MAX_VALUE);
    }

    @Test
    void anAccountThatLocksIsToldToTheSecurityAdministrator() {
        long before = store.unread("secadmin.he");
        act(Act.of("signIn.locked", "officer", "env.zhao"), Actor.SYSTEM);
        assertThat(store.unread("secadmin.he")).isEqualTo(before + 1);
        Notice notice = store.list("secadmin.he", true, null, 1).get(0);
        assertThat(notice.href()).isEqualTo("/directory/officers/env.zhao");
        assertThat(notice.arguments().get(0)).isEqualTo("赵敏");
    }

    @Test
    void whatTheProductLoadsAtItsFirstStartIsNoNews() {
        long before = store.unread("secadmin.he");
        act(Act.of("officer.created", "officer", "env.zhao"), Actor.SYSTEM);
        assertThat(store.unread("secadmin.he")).isEqualTo(before);
        act(Act.of("officer.created", "officer", "env.zhao"), new Actor("sysadmin.yu", "于洋", "sjj"));
        assertThat(store.unread("secadmin.he")).isEqualTo(before + 1);
    }

    @Test
    void aNoticeOfAnActThatWasUndoneIsUndoneToo() {
        long before = store.unread("secadmin.he");
        transaction.executeWithoutResult(status -> {
            trace.record(Act.of("signIn.locked", "officer", "env.zhao"), Actor.SYSTEM);
            status.setRollbackOnly();
        });
        assertThat(store.unread("secadmin.he")).isEqualTo(before);
    }

    @Test
    void everyRuleHasItsTextInBothLanguages() {
        for (NoticeRules.Rule rule : NoticeRules.RULES) {
            for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                assertThat(messages.getMessage(rule.textKey(), new Object[] {"a", "b"}, locale))
                        .isNotEmpty();
            }
        }
    }

    private void act(Act act, Actor actor) {
        transaction.executeWithoutResult(status -> trace.record(act, actor));
    }
}
