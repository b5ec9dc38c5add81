package org.xieban.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;

/** What nobody can look for is refused at its field by every list, before the database stumbles over it. */
@XiebanTest
class FilterInputTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @ParameterizedTest
    @CsvSource({
        "/api/v1/cases, q, clerk.chen",
        "/api/v1/tasks?queue=group, q, clerk.chen",
        "/api/v1/inspection/objects, q, market.zhou",
        "/api/v1/inspection/inspectors, department, market.zhou",
        "/api/v1/inspection/items, trade, market.zhou",
        "/api/v1/resources, q, clerk.chen",
        "/sources/grants, resource, analyst.feng",
        "/sources/calls, resource, supervisor.zheng",
        "/licences, q, clerk.chen"
    })
    void whatIsNoTextIsRefused(String list, String parameter, String login) throws Exception {
        mvc.perform(get(list).param(parameter, "a\u0000b").with(user(people.loadUserByUsername(login))))
                .andExpect(status().isBadRequest());
    }
}
