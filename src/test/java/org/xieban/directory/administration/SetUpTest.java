package org.xieban.directory.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.directory.access.PasswordHashes;
import org.xieban.startup.StartupRefusal;

@XiebanTest
class SetUpTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PasswordHashes hashes;

    @Test
    void whereAdministratorsAreThereIsNothingToSetUp() throws Exception {
        mvc.perform(get("/setup")).andExpect(status().isNotFound());
        mvc.perform(post("/setup").with(csrf()).param("code", "AAAA")).andExpect(status().isNotFound());
    }

    @Test
    void aCodeIsVoidAfterFiveWrongTriesAndOfNoUseWhereAdministratorsAre() throws Exception {
        jdbc.sql("update set_up set code = :code, attempts = 0")
                .param("code", hashes.hash("ABCD-EFGH-JKMN-PQRS"))
                .update();
        SetUp setUp = context.getBean(SetUp.class);
        assertThat(setUp.open()).isTrue();
        SetUp.Plan plan = new SetUp.Plan(
                "500000",
                "甲市",
                "abc",
                "乙局",
                java.util.List.of(
                        new SetUp.Account("aa", "甲", "Geheim-Wort-1"),
                        new SetUp.Account("bb", "乙", "Geheim-Wort-2"),
                        new SetUp.Account("cc", "丙", "Geheim-Wort-3")));
        assertThatThrownBy(() -> setUp.carryOut("ABCD-EFGH-JKMN-PQRS", plan)).hasMessage("address.unknown");
        for (int i = 0; i < 5; i++) {
            assertThat(setUp.open()).isTrue();
            mvc.perform(post("/setup").with(csrf()).param("code", "WRONG"));
        }
        assertThat(setUp.open()).isFalse();
        mvc.perform(get("/setup")).andExpect(status().isNotFound());
    }

    @Test
    void aDatabaseWithDemonstrationPeopleIsNotTakenIntoProduction() {
        SetUp inProduction = (SetUp) context.getAutowireCapableBeanFactory()
                .autowire(SetUp.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
        MockEnvironment production = new MockEnvironment();
        production.setActiveProfiles("production");
        ReflectionTestUtils.setField(inProduction, "environment", production);
        assertThatThrownBy(inProduction::start)
                .isInstanceOf(StartupRefusal.class)
                .hasMessageContaining("演示人员");
    }
}
