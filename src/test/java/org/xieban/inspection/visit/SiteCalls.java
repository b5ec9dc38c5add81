package org.xieban.inspection.visit;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.xieban.casefile.CaseCalls;

/** What phones on site send to the product, as tests do. */
public class SiteCalls {

    /** A picture of one point. */
    public static final byte[] PNG = java.util.Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    final MockMvc mvc;

    public SiteCalls(MockMvc mvc) {
        this.mvc = mvc;
    }

    public ResultActions arrive(String login, long visit, String code) throws Exception {
        return send(login, visit, "arrivals", UUID.randomUUID(), "{\"how\": \"TYPED\", \"code\": \"" + code + "\"}");
    }

    public ResultActions send(String login, long visit, String what, UUID id, String body) throws Exception {
        return mvc.perform(put("/api/v1/visits/{visit}/{what}/{id}", visit, what, id)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .with(httpBasic(login, CaseCalls.PASSWORD)));
    }

    /** Of an item whose points all comply. */
    public static String result(String item, ResultKind kind, int points, String finding) {
        return "{\"item\": \"%s\", \"kind\": \"%s\", \"finding\": \"%s\", \"points\": [%s]}"
                .formatted(item, kind, finding, String.join(",", java.util.Collections.nCopies(points, "\"PASS\"")));
    }

    ResultActions photograph(String login, long visit, UUID id, String item, byte[] content) throws Exception {
        return mvc.perform(multipart(HttpMethod.PUT, "/api/v1/visits/{visit}/photographs/{id}", visit, id)
                .file(new MockMultipartFile("file", "IMG_1.png", "image/png", content))
                .param("item", item)
                .param("caption", "后厨")
                .param("madeAt", "2026-11-22T03:00:00Z")
                .with(httpBasic(login, CaseCalls.PASSWORD)));
    }

    ResultActions sign(String login, long visit, boolean image, String... parameters) throws Exception {
        MockMultipartHttpServletRequestBuilder request =
                multipart(HttpMethod.PUT, "/api/v1/visits/{visit}/signatures/{id}", visit, UUID.randomUUID());
        if (image) {
            request.file(new MockMultipartFile("file", "signature.png", "image/png", PNG));
        }
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return mvc.perform(request.with(httpBasic(login, CaseCalls.PASSWORD)));
    }

    public void signed(long visit, String... logins) throws Exception {
        for (String login : logins) {
            sign(login, visit, true, "party", "INSPECTOR", "outcome", "SIGNED", "login", login)
                    .andExpect(status().isNoContent());
        }
        sign(logins[0], visit, true, "party", "OBJECT", "outcome", "SIGNED", "name", "店长")
                .andExpect(status().isNoContent());
    }

    public ResultActions submit(String login, long visit) throws Exception {
        return mvc.perform(post("/api/v1/visits/{visit}/submission", visit)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}")
                .with(httpBasic(login, CaseCalls.PASSWORD)));
    }
}
