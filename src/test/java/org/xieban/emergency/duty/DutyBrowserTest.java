package org.xieban.emergency.duty;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.BrowserTest;
import org.xieban.trace.OfficialTime;

/** A week of the roster as those on duty see it, and a roll-call answered with one click. */
class DutyBrowserTest extends BrowserTest {

    @Autowired
    ShiftStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @BeforeEach
    @AfterEach
    void anEmptyRoster() {
        jdbc.sql("delete from roll_call_answer").update();
        jdbc.sql("delete from roll_call").update();
        jdbc.sql("delete from duty_handover").update();
        jdbc.sql("delete from duty_shift").update();
    }

    private void shift(String department, Instant from, int hours, String officer, String leader) {
        store.save(
                new Shift(0, department, from, from.plus(Duration.ofHours(hours)), officer, leader, "0396-2620119", 0),
                officer,
                from);
    }

    @Test
    void aRollCallIsAnsweredWithOneClickOnThePageOfTheWeek() {
        LocalDate today = OfficialTime.today(clock);
        String[] people = {"emergency.wu", "inspector.hao", "inspector.qu"};
        for (int i = -7; i < 7; i++) {
            shift(
                    "yjgl",
                    today.plusDays(i)
                            .atTime(LocalTime.MIN)
                            .atZone(OfficialTime.ZONE)
                            .toInstant(),
                    i % 3 == 0 ? 25 : 23,
                    i == 0 ? "emergency.wu" : people[Math.floorMod(i, 3)],
                    "inspector.pan");
        }
        shift("sthj", today.plusDays(-1).atStartOfDay(OfficialTime.ZONE).toInstant(), 8, "env.zhao", "env.zhao");

        signIn("emergency.wu");
        open("/emergency/duty/roll-calls");
        page.fill("#note", "防汛值守");
        page.locator("main form button[type=submit]").first().click();
        assertThat(page.locator("main")).containsText("无人值班");
        assertAccessible();
        open("/emergency/duty");
        assertAccessible();
        takeScreenshots("duty-week");
        page.getByText("我在岗").click();
        assertThat(page.locator("main tbody")).containsText("已应答");
        takeScreenshots("duty-roll-call");
        open("/emergency/duty/new-shift");
        takeScreenshots("duty-shift");
    }
}
