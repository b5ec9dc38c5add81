package org.xieban.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.xieban.XiebanTest;

/** Over real HTTP: what the engine's own servlets serve never passes through Spring MVC. */
@XiebanTest
class AccessTest {

    @Autowired
    TestRestTemplate http;

    @ParameterizedTest
    @ValueSource(strings = {"analyst.feng", "sysadmin.yu"})
    void theEnginesApiIsOpenToAnalystAndSystemAdministrator(String login) {
        assertThat(http.withBasicAuth(login, "xieban-demo")
                        .getForEntity("/engine-rest/engine", String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
    }

    @Test
    void theEnginesApiIsClosedToTheUnsigned() {
        assertThat(http.getForEntity("/engine-rest/engine", String.class).getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }
}
