package org.xieban.directory.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.CrossSite;
import org.xieban.XiebanTest;
import org.xieban.demonstration.DemonstrationClock;
import org.xieban.directory.People;
import org.xieban.directory.Role;
import org.xieban.directory.administration.NewOfficer.NewPost;

@XiebanTest
@ExtendWith(OutputCaptureExtension.class)
class SignInTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DemonstrationClock clock;

    @Autowired
    ApplicationEventPublisher events;

    People people;

    @BeforeEach
    void people() {
        people = new People(context);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clerk.chen", "handler.li", "approver.wang", "env.zhao", "fire.sun", "market.zhou",
                "emergency.wu", "supervisor.zheng", "analyst.feng", "sysadmin.yu", "secadmin.he", "auditadmin.lv"
            })
    void eachDemonstrationAccountSignsInAndSeesItsStartPage(String login) throws Exception {
        MockHttpSession session = signIn(login, "xieban-demo");
        mvc.perform(get("/start").session(session))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(login)));
        assertThat(people.acts(login)).contains("signIn.succeeded");
    }

    @Test
    void aLoginIsReadWithoutRegardToCapitalsAndBlanks() throws Exception {
        String login = people.someone(Role.CLERK);
        signIn(" " + login.toUpperCase(Locale.ROOT) + " ", People.PASSWORD);
        assertThat(people.acts(login)).endsWith("signIn.succeeded");
    }

    @Test
    void whoIsRefusedIsNotToldWhichPartWasWrong() throws Exception {
        String disabled = people.someone(Role.CLERK);
        jdbc.sql("update officer set enabled = false where login = :login")
                .param("login", disabled)
                .update();
        String locked = people.someone(Role.CLERK);
        lock(locked);

        refused("nobody.here", People.PASSWORD);
        refused(people.someone(Role.CLERK), "wrong");
        refused(disabled, People.PASSWORD);
        refused(locked, People.PASSWORD);
    }

    @Test
    void anUnknownLoginTakesAsLongAsAKnownOne() throws Exception {
        String known = people.someone(Role.CLERK);
        long unknown = Long.MAX_VALUE;
        long wrong = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            unknown = Math.min(unknown, time("nobody.at.all"));
            wrong = Math.min(wrong, time(known));
        }
        // without the decoy the ratio is beyond ten
        assertThat((double) wrong / unknown).isBetween(0.3, 3.0);
    }

    private long time(String login) throws Exception {
        long start = System.nanoTime();
        refused(login, "wrong");
        return System.nanoTime() - start;
    }

    @Test
    void fiveWrongPasswordsLockTheAccountForAQuarterOfAnHour() throws Exception {
        String login = people.someone(Role.CLERK);
        lock(login);
        assertThat(people.acts(login)).containsSubsequence("signIn.failed", "signIn.locked");
        refused(login, People.PASSWORD);
        assertThat(people.lastEntry(login)).contains("LOCKED");

        clock.advance(Duration.ofMinutes(14));
        refused(login, People.PASSWORD);
        clock.advance(Duration.ofMinutes(1).plusSeconds(1));
        signIn(login, People.PASSWORD);
    }

    @Test
    void fourWrongPasswordsDoNotLockAndTheRightOneStartsTheCountAnew() throws Exception {
        String login = people.someone(Role.CLERK);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                refused(login, "wrong");
            }
            signIn(login, People.PASSWORD);
        }
    }

    @Test
    void whoSignsInIsToldOfTheSignInBeforeAndOfFailuresSince() throws Exception {
        String login = people.someone(Role.CLERK);
        start(signIn(login, People.PASSWORD)).andExpect(content().string(containsString("首次登录")));
        refused(login, "wrong");
        refused(login, "wrong");
        start(signIn(login, People.PASSWORD))
                .andExpect(content().string(containsString("127.0.0.1")))
                .andExpect(content().string(containsString("2 次密码输错")));
    }

    @Test
    void whatIsNoLoginIsNotKeptBecauseItMayBeAPassword(CapturedOutput output) throws Exception {
        refused("Mein-Geheimnis-77", "x");
        assertThat(people.entriesWith("eheimnis")).isZero();
        assertThat(output).doesNotContain("eheimnis");
        assertThat(people.entriesWith("\"unknown-")).isPositive();
    }

    @Test
    void noPasswordAndNoTelephoneNumberReachLogsOrRecord(CapturedOutput output) throws Exception {
        String login = people.someone(Role.CLERK);
        refused(login, "Falsch-Falsch-9");
        signIn(login, People.PASSWORD);
        assertThat(output).doesNotContain(People.PASSWORD, "Falsch-Falsch-9", "13900001234");
        assertThat(people.entriesWith(People.PASSWORD)).isZero();
        assertThat(people.entriesWith("Falsch-Falsch-9")).isZero();
        assertThat(people.entriesWith("13900001234")).isZero();
    }

    @Test
    void aSessionGetsANewNameAtSignIn() throws Exception {
        MockHttpSession before = new MockHttpSession();
        String id = before.getId();
        MvcResult result = mvc.perform(post("/sign-in")
                        .session(before)
                        .with(csrf())
                        .param("login", "clerk.chen")
                        .param("password", "xieban-demo"))
                .andReturn();
        assertThat(result.getRequest().getSession(false).getId()).isNotEqualTo(id);
    }

    @Test
    void signingOutEndsTheSessionAndIsRecorded() throws Exception {
        String login = people.someone(Role.CLERK);
        MockHttpSession session = signIn(login, People.PASSWORD);
        mvc.perform(post("/sign-out").session(session).with(csrf())).andExpect(redirectedUrl("/sign-in?signedOut"));
        assertThat(session.isInvalid()).isTrue();
        assertThat(people.acts(login)).endsWith("signedOut");
    }

    @Test
    void whoseSessionEndedIsToldSoAndReturnsToThePageHeWanted() throws Exception {
        MvcResult sent = mvc.perform(
                        get("/account/password").accept("text/html").with(request -> {
                            request.setRequestedSessionId("gone");
                            request.setRequestedSessionIdValid(false);
                            return request;
                        }))
                .andExpect(redirectedUrl("/sign-in?expired"))
                .andReturn();
        mvc.perform(get("/sign-in?expired")).andExpect(content().string(containsString("长时间没有操作")));
        mvc.perform(post("/sign-in")
                        .session((MockHttpSession) sent.getRequest().getSession())
                        .with(csrf())
                        .param("login", "clerk.chen")
                        .param("password", "xieban-demo"))
                .andExpect(redirectedUrl("http://localhost/account/password"));
    }

    @Test
    void aPartOfAPageIsSentToSignInAsAWhole() throws Exception {
        mvc.perform(get("/start").header("HX-Request", "true"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("HX-Redirect", "/sign-in"));
    }

    @Test
    void aSessionThatNobodyUsedIsRecordedAsExpired() throws Exception {
        String login = people.someone(Role.CLERK);
        MockHttpSession used = signIn(login, People.PASSWORD);
        MockHttpSession idle = new MockHttpSession() {
            @Override
            public long getLastAccessedTime() {
                return System.currentTimeMillis() - Duration.ofMinutes(31).toMillis();
            }
        };
        idle.setAttribute("SPRING_SECURITY_CONTEXT", used.getAttribute("SPRING_SECURITY_CONTEXT"));
        idle.setMaxInactiveInterval(1800);
        events.publishEvent(new HttpSessionDestroyedEvent(idle));
        assertThat(people.acts(login)).endsWith("session.expired");
    }

    @Test
    void aRequestWithoutOurTokenIsRefusedByNameAndRecorded() throws Exception {
        MockHttpSession session = signIn("clerk.chen", "xieban-demo");
        mvc.perform(post("/sign-out").session(session).with(CrossSite.forged())).andExpect(status().isForbidden());
        assertThat(people.acts("POST /sign-out")).contains("csrf.rejected");
        mvc.perform(post("/api/v1/nothing").session(session))
                .andExpect(status().isForbidden())
                .andExpect(content().contentType("application/problem+json;charset=UTF-8"))
                .andExpect(jsonPath("$.code").value("csrf.rejected"));
        assertThat(people.lastEntry("POST /api/v1/nothing")).contains("clerk.chen");
        // who brings a password brings it himself
        mvc.perform(post("/api/v1/nothing").with(httpBasic("clerk.chen", "xieban-demo")))
                .andExpect(status().isNotFound());
        mvc.perform(post("/api/v1/nothing")
                        .with(httpBasic("clerk.chen", "xieban-demo"))
                        .header("Sec-Fetch-Site", "cross-site"))
                .andExpect(status().isForbidden());
    }

    @Test
    void basicIsNotRecordedWhenRightAndIsWhenWrong() throws Exception {
        String login = people.someone(Role.CLERK);
        basic(login, People.PASSWORD, 404);
        assertThat(people.acts(login)).containsExactly("officer.created");
        mvc.perform(get("/api/v1/nothing").with(httpBasic(login, "wrong")))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", containsString("Basic")))
                .andExpect(jsonPath("$.code").value("signIn.refused"));
        assertThat(people.acts(login)).endsWith("signIn.failed");
    }

    @Test
    void aBrowserIsNotAskedForBasic() throws Exception {
        mvc.perform(get("/api/v1/nothing").header("User-Agent", "Mozilla/5.0"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().doesNotExist("WWW-Authenticate"));
    }

    @Test
    void aRememberedPasswordStopsWorkingAtOnceWhenTheAccountIsLockedDisabledOrChanged() throws Exception {
        String login = people.someone(Role.CLERK);
        basic(login, People.PASSWORD, 404);
        lock(login);
        basic(login, People.PASSWORD, 401);
        jdbc.sql("update officer set locked_until = null where login = :login")
                .param("login", login)
                .update();
        basic(login, People.PASSWORD, 404);
        jdbc.sql("update officer set enabled = false where login = :login")
                .param("login", login)
                .update();
        basic(login, People.PASSWORD, 401);
        jdbc.sql("update officer set enabled = true where login = :login")
                .param("login", login)
                .update();
        context.getBean(Passwords.class).reset(login);
        basic(login, People.PASSWORD, 401);
    }

    @Test
    void aMachineThatIsKnownPaysForTheHashOnlyOnce() throws Exception {
        String login = people.someone(Role.CLERK);
        basic(login, People.PASSWORD, 404);
        String hash = jdbc.sql("select password from officer where login = :login")
                .param("login", login)
                .query(String.class)
                .single();
        VerifiedPasswords verified = context.getBean(VerifiedPasswords.class);
        assertThat(verified.contains(People.PASSWORD, hash)).isTrue();
        assertThat(verified.contains("wrong", hash)).isFalse();
        assertThat(verified.contains(People.PASSWORD, "another hash")).isFalse();
        clock.advance(Duration.ofMinutes(5));
        assertThat(verified.contains(People.PASSWORD, hash)).isFalse();
    }

    @Test
    void aChangeOfRolesReachesWhoIsSignedInWithHisNextRequest() throws Exception {
        String login = people.someone(Role.SYSTEM_ADMINISTRATOR);
        MockHttpSession session = signIn(login, People.PASSWORD);
        mvc.perform(get("/directory/departments").session(session)).andExpect(status().isOk());
        jdbc.sql("delete from post_role where post = :post")
                .param("post", people.post(login))
                .update();
        jdbc.sql("update officer set version = version + 1 where login = :login")
                .param("login", login)
                .update();
        mvc.perform(get("/directory/departments").session(session)).andExpect(status().isForbidden());
    }

    @Test
    void aDisabledAccountIsOutWithTheNextRequest() throws Exception {
        String login = people.someone(Role.CLERK);
        MockHttpSession session = signIn(login, People.PASSWORD);
        jdbc.sql("update officer set enabled = false where login = :login")
                .param("login", login)
                .update();
        mvc.perform(get("/start").session(session)).andExpect(redirectedUrl("/sign-in?ended"));
        assertThat(session.isInvalid()).isTrue();
        assertThat(people.acts(login)).endsWith("session.ended");
    }

    @Test
    void aOneTimePasswordOpensNothingButTheChangeOfPassword() throws Exception {
        String login = people.someone(Role.CLERK);
        String oneTime = context.getBean(Passwords.class).reset(login);
        MockHttpSession session = signIn(login, oneTime, "/account/password");
        mvc.perform(get("/start").session(session)).andExpect(redirectedUrl("/account/password"));
        mvc.perform(get("/account/password").session(session)).andExpect(status().isOk());
        mvc.perform(get("/api/v1/nothing").with(httpBasic(login, oneTime)))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("password.mustChange"));
        change(session, oneTime, "Ganz-Neu-2026", "Ganz-Neu-2026").andExpect(redirectedUrl("/start"));
        mvc.perform(get("/start").session(session)).andExpect(status().isOk());
        assertThat(people.acts(login)).contains("password.reset", "password.changed");
    }

    @Test
    void aChangedPasswordEndsTheOtherSessions() throws Exception {
        String login = people.someone(Role.CLERK);
        MockHttpSession here = signIn(login, People.PASSWORD);
        MockHttpSession elsewhere = signIn(login, People.PASSWORD);
        change(here, People.PASSWORD, "Ganz-Neu-2026", "Ganz-Neu-2026").andExpect(redirectedUrl("/start"));
        mvc.perform(get("/start").session(here)).andExpect(status().isOk());
        mvc.perform(get("/start").session(elsewhere)).andExpect(redirectedUrl("/sign-in?ended"));
    }

    @Test
    void noneOfTheLastFivePasswordsMayBeTakenAgain() throws Exception {
        String login = people.someone(Role.CLERK);
        MockHttpSession session = signIn(login, People.PASSWORD);
        String present = People.PASSWORD;
        for (int i = 1; i <= 4; i++) {
            String next = "Neues-Wort-" + i;
            change(session, present, next, next).andExpect(redirectedUrl("/start"));
            present = next;
            clock.advance(Duration.ofSeconds(1));
        }
        change(session, present, People.PASSWORD, People.PASSWORD).andExpect(status().isUnprocessableEntity());
        change(session, present, "Neues-Wort-5", "Neues-Wort-5").andExpect(redirectedUrl("/start"));
        change(session, "Neues-Wort-5", People.PASSWORD, People.PASSWORD).andExpect(redirectedUrl("/start"));
    }

    @Test
    void aPasswordIsNotChangedWithoutThePresentOneAndGuessingItLocks() throws Exception {
        String login = people.someone(Role.CLERK);
        MockHttpSession session = signIn(login, People.PASSWORD);
        for (int i = 0; i < 5; i++) {
            change(session, "wrong", "Ganz-Neu-2026", "Ganz-Neu-2026")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(content().string(containsString("现在的密码不正确")));
        }
        change(session, People.PASSWORD, "Ganz-Neu-2026", "Ganz-Neu-2026").andExpect(status().isUnprocessableEntity());
        assertThat(people.acts(login)).contains("signIn.locked");
    }

    @Test
    void whoHasSeveralPostsActsForOneAtATime() throws Exception {
        String login = people.someone(List.of(
                new NewPost("cgj", "科员", Set.of(Role.HANDLER)), new NewPost("spj", "窗口", Set.of(Role.ANALYST))));
        MockHttpSession session = signIn(login, People.PASSWORD);
        mvc.perform(get("/account/post").session(session)).andExpect(content().string(containsString("城市管理局 · 科员")));
        long other = jdbc.sql(
                        "select p.id from post p join officer o on o.id = p.officer where o.login = :login and not p.main")
                .param("login", login)
                .query(Long.class)
                .single();
        mvc.perform(post("/account/post").session(session).with(csrf()).param("post", String.valueOf(other)))
                .andExpect(redirectedUrl("/start"));
        start(session).andExpect(content().string(containsString("行政审批局 · 窗口")));
        assertThat(people.acts(login)).endsWith("post.switched");
        mvc.perform(post("/account/post")
                        .session(session)
                        .with(csrf())
                        .param("post", String.valueOf(people.post("clerk.chen"))))
                .andExpect(status().isNotFound());
    }

    private MockHttpSession signIn(String login, String password) throws Exception {
        return signIn(login, password, "/start");
    }

    private MockHttpSession signIn(String login, String password, String target) throws Exception {
        MvcResult result = mvc.perform(
                        post("/sign-in").with(csrf()).param("login", login).param("password", password))
                .andExpect(redirectedUrl(target))
                .andReturn();
        return (MockHttpSession) result.getRequest().getSession(false);
    }

    private void refused(String login, String password) throws Exception {
        mvc.perform(post("/sign-in").with(csrf()).param("login", login).param("password", password))
                .andExpect(redirectedUrl("/sign-in?refused"));
    }

    private void lock(String login) throws Exception {
        for (int i = 0; i < 5; i++) {
            refused(login, "wrong");
        }
    }

    private void basic(String login, String password, int status) throws Exception {
        mvc.perform(get("/api/v1/nothing").with(httpBasic(login, password))).andExpect(status().is(status));
    }

    private ResultActions start(MockHttpSession session) throws Exception {
        return mvc.perform(get("/start").session(session)).andExpect(status().isOk());
    }

    private ResultActions change(MockHttpSession session, String present, String wanted, String repeated)
            throws Exception {
        return mvc.perform(post("/account/password")
                .session(session)
                .with(csrf())
                .param("present", present)
                .param("wanted", wanted)
                .param("repeated", repeated));
    }
}
