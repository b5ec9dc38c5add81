package org.xieban.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.XiebanTest;

@XiebanTest
class ItemApiTest {

    @Autowired
    private MockMvc http;

    @Autowired
    private ObjectMapper json;

    private ResultActions call(String path, Object... variables) throws Exception {
        return http.perform(get("/api/v1" + path, variables).with(httpBasic("clerk.chen", "xieban-demo")));
    }

    @Test
    void anItemHasTheFieldsThatOthersRelyOn() throws Exception {
        call("/items/eia-report")
                .andExpect(status().isOk())
                .andExpect(jsonPath(
                        "$.keys()",
                        containsInAnyOrder(
                                "itemCode",
                                "name",
                                "kind",
                                "department",
                                "applicantKinds",
                                "statutoryTerm",
                                "promisedTerm",
                                "materials",
                                "processKey")))
                .andExpect(jsonPath("$.name").value("建设项目环境影响报告书审批"))
                .andExpect(jsonPath("$.kind").value("LICENCE"))
                .andExpect(jsonPath("$.department").value("spj"))
                .andExpect(jsonPath("$.applicantKinds", containsInAnyOrder("ORGANISATION", "DEPARTMENT")))
                .andExpect(jsonPath("$.statutoryTerm.amount").value(60))
                .andExpect(jsonPath("$.statutoryTerm.unit").value("CALENDAR_DAY"))
                .andExpect(jsonPath("$.statutoryTerm.startEvent").value("RECEIPT"))
                .andExpect(jsonPath("$.statutoryTerm.legalBasis").value("《中华人民共和国环境影响评价法》第二十二条第三款"))
                .andExpect(jsonPath("$.statutoryTerm.keys()", hasSize(4)))
                .andExpect(jsonPath("$.promisedTerm.amount").value(30))
                .andExpect(jsonPath("$.materials[0].code").value("application-form"))
                .andExpect(jsonPath("$.materials[0].required").value(true))
                .andExpect(jsonPath("$.materials[0].mayFollow").value(false))
                .andExpect(jsonPath("$.materials[0].sources[0].kind").value("APPLICANT"))
                .andExpect(jsonPath("$.processKey").value("administrativeApproval"));
    }

    @Test
    void anUnknownItemIsAProblemWithItsCode() throws Exception {
        call("/items/no-such-item")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("item.unknown"))
                .andExpect(jsonPath("$.detail").value("没有事项“no-such-item”，或者它不受理申请。"));
    }

    @Test
    void theListIsWalkedByItsCursorAndHoldsEachItemOnce() throws Exception {
        List<String> codes = new ArrayList<>();
        String after = "";
        long total;
        do {
            JsonNode page = json.readTree(call("/items?size=4&after={after}", after)
                    .andExpect(status().isOk())
                    .andReturn()
                    .getResponse()
                    .getContentAsString(StandardCharsets.UTF_8));
            page.path("items").forEach(item -> codes.add(item.path("itemCode").asText()));
            total = page.path("total").asLong();
            after = page.path("next").asText("");
            assertThat(page.path("next").isNull()).isEqualTo(after.equals("null") || after.isEmpty());
            after = page.path("next").isNull() ? "" : after;
        } while (!after.isEmpty());
        assertThat(codes).doesNotHaveDuplicates().hasSize((int) total).isSorted();
        assertThat(codes).contains("food-business-licence", "old-age-allowance");
    }

    @Test
    void theListIsFiltered() throws Exception {
        call("/items?kind=PAYMENT")
                .andExpect(jsonPath("$.items[*].itemCode").value("old-age-allowance"))
                .andExpect(jsonPath("$.total").value(1));
        call("/items?q={q}", "食品经营").andExpect(jsonPath("$.items[0].itemCode").value("food-business-licence"));
        call("/items?department=xfjy").andExpect(jsonPath("$.items[0].itemCode").value("fire-safety-check"));
        call("/items?q={q}", "100%_").andExpect(jsonPath("$.total").value(0));
        call("/items?kind=").andExpect(jsonPath("$.total", greaterThanOrEqualTo(18)));
    }

    @Test
    void whatHasNotTheShapeOfARequestIsRefused() throws Exception {
        call("/items?size=0").andExpect(status().isBadRequest());
        call("/items?size=201").andExpect(status().isBadRequest());
        call("/items?kind=LICENSE").andExpect(status().isBadRequest());
        call("/items?after=x")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("cursor.invalid"));
    }

    @Test
    void theUnsignedAreNotAnswered() throws Exception {
        http.perform(get("/api/v1/items")).andExpect(status().isUnauthorized());
    }
}
