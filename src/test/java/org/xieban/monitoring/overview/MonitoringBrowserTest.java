package org.xieban.monitoring.overview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicators;

/** Whoever looks at the city sees an alarm come, and the duty commander closes it. */
class MonitoringBrowserTest extends BrowserTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Indicators indicators;

    @Autowired
    private Clock clock;

    @Test
    void whoeverLooksSeesAnAlarmComeAndTheDutyCommanderClosesIt() throws Exception {
        String gauge = TestIndicators.code();
        String smoke = TestIndicators.code();
        TestIndicators.register(
                indicators,
                gauge + ",演示水位站,WATER_LEVEL,slj,m,411921100000,114.31,33.42,PT5M,YEAR,,,true",
                smoke + ",文昌阁商场烟感,SMOKE,xfjy,%obs,411902001001,114.00,33.35,PT30S,YEAR,,,true",
                TestIndicators.code() + ",棠溪门站,GAS_PRESSURE,zjj,kPa,411922,113.80,33.25,PT1M,QUARTER,,,true");
        List<String> day = new ArrayList<>();
        for (int minute = -600; minute <= 0; minute += 5) {
            day.add(reading(gauge, Duration.ofMinutes(minute), 57.6 + 0.4 * Math.sin(minute / 90.0)));
        }
        send(day);
        send(List.of(reading(smoke, Duration.ofMinutes(-3), 0.02), reading(smoke, Duration.ofMinutes(-2), 0.02)));
        signIn("emergency.wu");
        open("/monitoring?region=4119");
        Locator row = page.locator("tr[data-code='" + smoke + "']");
        assertThat(row.locator("[data-value]")).hasText("0.02");
        assertThat(row.locator(".mn-level")).hasText("正常");
        assertThat(page.locator(".mn-live.on")).isVisible();
        assertThat(page.locator("#map[data-drawn]")).isVisible();

        send(List.of(reading(smoke, Duration.ofSeconds(-60), 0.3), reading(smoke, Duration.ofSeconds(-5), 0.31)));
        // told by the server
        assertThat(row.locator("[data-value]")).hasText("0.31");
        assertThat(row.locator(".mn-level")).hasText("橙色 Ⅱ级");
        Locator alarm = page.locator("#alarms li", new Page.LocatorOptions().setHasText("文昌阁商场烟感"));
        assertThat(alarm).containsText("烟雾报警");
        assertAccessible();
        takeScreenshots("monitoring");

        open("/monitoring/indicators/" + gauge);
        assertThat(page.locator("main")).containsText("水位急涨");
        assertThat(page.locator(".mn-chart[data-drawn='121']")).isVisible();
        takeScreenshots("monitoring-indicator");

        open("/monitoring");
        alarm.locator("a").first().click();
        page.waitForURL(Pattern.compile(".*/monitoring/alarms/[0-9]+"));
        page.click("form[action$='/confirm'] button");
        assertThat(page.locator(".xb-flash")).containsText("已确认属实");
        page.fill("#close", "值班人员到场，已排烟");
        takeScreenshots("monitoring-alarm");
        page.click("form[action$='/close'] button");
        assertThat(page.locator(".xb-head .state")).hasText("已结束");
        assertAccessible();
    }

    private String reading(String code, Duration ago, double value) {
        Instant at = clock.instant().plus(ago);
        return "{\"id\":\"" + at.toEpochMilli() + "\",\"indicator\":\"" + code + "\",\"at\":\"" + at + "\",\"value\":"
                + value + "}";
    }

    private void send(List<String> readings) throws Exception {
        mvc.perform(post("/api/v1/readings")
                        .with(httpBasic("emergency.wu", "xieban-demo"))
                        .contentType("application/json")
                        .content("{\"readings\":[" + String.join(",", readings) + "]}"))
                .andExpect(status().isOk());
    }
}
