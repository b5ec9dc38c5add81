package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;

/** Departments are scored by what they share, and by what is known of how they do. */
@XiebanTest
class ScoresTest {

    /** A department that no other test has as a provider. */
    private static final String PROVIDER = "slj";

    @Autowired
    private Scores scores;

    @Autowired
    private Resources resources;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Test
    void whatHasNotHappenedDoesNotCount() throws Exception {
        String shared = published(DataResource.Sharing.OPEN);
        published(DataResource.Sharing.NOT_SHARED);
        assertThat(score().openness()).isEqualTo(new Scores.Part(1, 2));
        assertThat(score().answers().percent()).isNull();
        assertThat(score().total()).isEqualTo(50);
        call(shared, "ANSWERED", 100);
        call(shared, "ANSWERED", 6_000);
        call(shared, "FAILED", 10);
        call(shared, "REFUSED", 1);
        // promised within five seconds; what was refused for want of a grant is no fault of the provider's
        assertThat(score().answers()).isEqualTo(new Scores.Part(1, 3));
        assertThat(score().millis()).isEqualTo(3_050);
        assertThat(score().total()).isEqualTo((50 + 33) / 2 + 1);
        assertThat(shown("/sources/score")).contains("水利局", "1 / 3", "3050 ms");
        assertThat(shown("/sources/score.csv")).contains("西平市水利局,42,3050,50% (1/2),,33% (1/3),,,");
    }

    private String shown(String path) throws Exception {
        return mvc.perform(get(path).with(user(people.loadUserByUsername("handler.li"))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private Scores.Score score() {
        return scores.all().stream()
                .filter(each -> each.department().equals(PROVIDER))
                .findFirst()
                .orElseThrow();
    }

    private String published(DataResource.Sharing sharing) {
        String code = TestResources.code();
        DataResource like = TestResources.of(code, sharing);
        resources.publishMissing(ResourceTable.write(List.of(new DataResource(
                code,
                like.name(),
                PROVIDER,
                sharing,
                like.reason(),
                like.legalBasis(),
                like.updateCycle(),
                like.serviceHours(),
                like.promisedSeconds(),
                like.validDays(),
                like.fields()))));
        return code;
    }

    private void call(String resource, String state, int millis) {
        jdbc.sql("""
                        insert into data_call (idempotency_key, question, resource, department, purpose, fields, state,
                            reason, tries, started_at, ended_at, millis, answer_sha256)
                        values (:key, repeat('0', 64), :resource, 'spj', 'MATERIALS', '{}', :state,
                            case when :state in ('FAILED', 'REFUSED') then 'source.timeout' end, 1, now(), now(), :millis,
                            repeat('0', 64))""")
                .param("key", resource + state + millis)
                .param("resource", resource)
                .param("state", state)
                .param("millis", millis)
                .update();
    }
}
