package org.xieban.emergency.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;
import org.xieban.directory.People;
import org.xieban.emergency.outreach.Recipient;

/** Whom to call is known, and a person's own number is shown to whoever says what he needs it for. */
@XiebanTest
class ContactsTest {

    private static final String NUMBER = "13912345678";

    @Autowired
    MockMvc mvc;

    @Autowired
    Contacts contacts;

    @Autowired
    UserDetailsService people;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void noneOfTheTests() {
        jdbc.sql("delete from emergency_contact where code like 'test-%'").update();
    }

    private RequestPostProcessor as(String login) {
        return SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(login));
    }

    private ResultActions imported(String login, String rows) throws Exception {
        return mvc.perform(multipart("/emergency/contact-import")
                .file(new MockMultipartFile(
                        "file",
                        "contacts.csv",
                        "text/csv",
                        (String.join(",", ContactTable.COLUMNS) + "\n" + rows).getBytes(StandardCharsets.UTF_8)))
                .with(as(login))
                .with(csrf()));
    }

    private void aVolunteer() throws Exception {
        imported("emergency.wu", "test-1,yjgl,测试救援队,成方,队长,," + NUMBER + ",team@test.example,MAIL,,true\n")
                .andExpect(content().string(containsString("新增 1")));
    }

    @Test
    void aPersonalNumberIsCoveredUntilSomebodySaysWhatForAndThatIsOnRecord() throws Exception {
        aVolunteer();
        mvc.perform(get("/emergency/contacts").param("q", "成方").with(as("clerk.chen")))
                .andExpect(content().string(containsString("139****5678")))
                .andExpect(content().string(not(containsString(NUMBER))));
        mvc.perform(post("/emergency/contacts/test-1/reveal")
                        .param("reason", " ")
                        .with(as("clerk.chen"))
                        .with(csrf()))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(not(containsString(NUMBER))));
        mvc.perform(post("/emergency/contacts/test-1/reveal")
                        .param("reason", "请求支援")
                        .with(as("clerk.chen"))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(NUMBER)));

        People known = new People(context);
        assertThat(known.acts("test-1")).containsExactly("contact.revealed");
        assertThat(known.lastEntry("test-1")).contains("请求支援", "clerk.chen");
        assertThat(known.entriesWith(NUMBER)).as("in no record").isZero();
    }

    @Test
    void whoKeepsItSeesItWholeAndTakesItAwayWhole() throws Exception {
        aVolunteer();
        mvc.perform(get("/emergency/contacts").param("q", "成方").with(as("emergency.wu")))
                .andExpect(content().string(containsString(NUMBER)));
        mvc.perform(get("/emergency/contacts.csv").with(as("emergency.wu")))
                .andExpect(content().string(containsString(NUMBER)));
        mvc.perform(get("/emergency/contacts.csv").with(as("fire.sun")))
                .andExpect(content().string(not(containsString(NUMBER))));
        mvc.perform(get("/emergency/contacts/test-1/edit").with(as("fire.sun"))).andExpect(status().isForbidden());
    }

    @Test
    void eachIsToldByHisChannel() {
        assertThat(contacts.of(List.of("gas", "gaj-duty", "nobody")).stream()
                        .flatMap(each -> each.recipient("燃气抢修").stream()))
                .as("who has to be telephoned gets no message")
                .containsExactly(Recipient.mail("燃气抢修", "repair@gas.xiping.example"));
    }

    @Test
    void whatIsWrongInARowIsSaidAndNobodyWritesForOthers() throws Exception {
        imported(
                        "emergency.wu",
                        "test-2,yjgl,,,,123,0396-2620119,nowhere,SYSTEM,unknown,perhaps\n"
                                + "test-3,xfjy,,甲,员,0396-2620119,,,TELEPHONE,,true\n"
                                + "test-4,yjgl,,乙,员,,,,TELEPHONE,,true\n")
                .andExpect(content().string(containsString("新增 0，更新 0，未变 0，退回 3")))
                .andExpect(content().string(containsString("手机号为 11 位")))
                .andExpect(content().string(containsString("不是邮箱地址")))
                .andExpect(content().string(containsString("没有登记代码为")))
                .andExpect(content().string(containsString("其他部门的名录由该部门维护")))
                .andExpect(content().string(containsString("至少要有一个电话")));
        mvc.perform(post("/emergency/contacts")
                        .param("basedOn", "0")
                        .param("code", "gas")
                        .param("department", "yjgl")
                        .param("name", "丙")
                        .param("post", "员")
                        .param("phone", "0396-2620119")
                        .param("channel", "TELEPHONE")
                        .with(as("emergency.wu"))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        assertThat(contacts.find("gas")).get().extracting(Contact::department).isEqualTo("cgj");
    }
}
