package org.xieban.casefile;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Calls of the API that tests of cases make, as an officer makes them. */
public final class CaseCalls {

    public static final String PASSWORD = "xieban-demo";
    public static final String CLERK = "clerk.chen";
    public static final String ITEM = "food-business-licence";
    public static final String MATERIAL = "application-form";
    public static final byte[] PDF = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MockMvc mvc;

    public CaseCalls(MockMvc mvc) {
        this.mvc = mvc;
    }

    /** An application of a person that is right in every field. */
    public static ObjectNode application(String name) {
        ObjectNode application = JSON.createObjectNode();
        application.put("itemCode", ITEM);
        application
                .putObject("applicant")
                .put("kind", "PERSON")
                .put("name", name)
                .put("idNumber", "11010519491231002X")
                .put("phone", "13800138000");
        application
                .putObject("form")
                .put("matter", "经营早餐")
                .put("scale", "retail")
                .put("place", "411902")
                .put("address", "柏城大道 118 号")
                .put("preferredDelivery", "WINDOW")
                .put("truthful", true);
        return application;
    }

    public ResultActions register(String login, JsonNode application) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.post("/api/v1/cases")
                .with(httpBasic(login, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .content(JSON.writeValueAsBytes(application)));
    }

    /** Registers the application of a person, and gives the number of the case. */
    public String registered(String name) throws Exception {
        return JSON.readTree(register(CLERK, application(name))
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray())
                .get("caseNo")
                .asText();
    }

    public ResultActions get(String login, String path, Object... variables) throws Exception {
        return mvc.perform(
                MockMvcRequestBuilders.get("/api/v1" + path, variables).with(httpBasic(login, PASSWORD)));
    }

    public ResultActions post(String login, String path, String body) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.post("/api/v1" + path)
                .with(httpBasic(login, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    public ResultActions upload(String login, String caseNo, String code, String fileName, byte[] content)
            throws Exception {
        return mvc.perform(MockMvcRequestBuilders.multipart(
                        HttpMethod.PUT, "/api/v1/cases/{caseNo}/materials/{code}", caseNo, code)
                .file(new MockMultipartFile("file", fileName, "application/octet-stream", content))
                .with(httpBasic(login, PASSWORD)));
    }

    public static JsonNode json(ResultActions answer) throws Exception {
        return JSON.readTree(answer.andReturn().getResponse().getContentAsByteArray());
    }
}
