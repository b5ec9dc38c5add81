package org.xieban.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.web.CsvReader;
import org.xieban.web.TableRows;

/** Indicators that no other test has. */
public final class TestIndicators {

    private static final AtomicInteger LAST = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 6);

    private TestIndicators() {}

    /** A code that there is not yet. */
    public static String code() {
        return "T-" + RUN + "-" + LAST.incrementAndGet();
    }

    /** Registers them; each is a line in the columns of the table, without its heading. */
    public static void register(Indicators indicators, String... lines) throws CsvReader.Broken {
        String heading =
                "code,name,kind,provider,unit,region,longitude,latitude,cycle,retention,resource,resourceKey,listed";
        List<String> table = new ArrayList<>(List.of(heading));
        table.addAll(List.of(lines));
        SecurityContextHolder.clearContext();
        TableRows.Taken taken = indicators.take("test", CsvReader.rows(String.join("\n", table)));
        if (!taken.wrong().isEmpty()) {
            throw new AssertionError(taken.wrong());
        }
    }

    /** Registers one of a kind in a county, whose readings come each minute. */
    public static String one(Indicators indicators, String kind, String region) throws CsvReader.Broken {
        String code = code();
        register(
                indicators,
                code + ",测试体征 " + code + "," + kind + ",yjgl,单位," + region + ",114.02,33.38,PT1M,YEAR,,,true");
        return code;
    }

    /** What was read of an indicator, the oldest first. */
    public static List<Double> values(JdbcClient jdbc, String code) {
        return jdbc.sql("select value from reading r join indicator i on i.number = r.indicator where i.code = :code"
                        + " order by at")
                .param("code", code)
                .query(Double.class)
                .list();
    }
}
