package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.XiebanTest;

/** Over real HTTP: a sign-in happens in the server's filters. */
@XiebanTest
class RequestAddressTest {

    @Autowired
    TestRestTemplate http;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aFailedSignInIsRecordedWithTheAddressItCameFrom() {
        UUID before = jdbc.sql("select id from trace_entry order by id desc limit 1")
                .query(UUID.class)
                .single();

        assertThat(http.withBasicAuth("nobody.here", "wrong")
                        .getForEntity("/api/v1/calendar/2026", String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);

        assertThat(jdbc.sql("select address from trace_entry where act = 'signIn.failed' and id > ?")
                        .param(before)
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address).isNotBlank());
    }
}
