package org.xieban.demonstration;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.sources.Grants;
import org.xieban.sources.Purpose;
import org.xieban.sources.Resources;
import org.xieban.trace.AtStart;
import org.xieban.trace.TransactionLock;
import org.xieban.web.CsvReader;

/** Lists what the demonstration city's departments know, and grants what its items need; what is there stays as it is. */
@Component
@Profile("demonstration")
class DemonstrationSources extends AtStart {

    private final Resources resources;
    private final Grants grants;
    private final CitySources city;
    private final ObjectProvider<CityProcess> process;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DemonstrationSources(
            Resources resources,
            Grants grants,
            CitySources city,
            ObjectProvider<CityProcess> process,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        super(Turn.SOURCES);
        this.resources = resources;
        this.grants = grants;
        this.city = city;
        this.process = process;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    protected void work() {
        transaction.executeWithoutResult(status -> {
            // two nodes may start on an empty database at once
            TransactionLock.hold(jdbc, "xieban.demonstration");
            boolean first = resources.published().isEmpty();
            resources.publishMissing(DemonstrationFile.text("resources.csv"));
            if (first) {
                table("grants.csv").forEach(this::grant);
            }
            CityProcess departments = process.getIfAvailable();
            if (departments != null) {
                Map<String, String> names = new HashMap<>();
                table("sources.csv").forEach(row -> names.put(row.cell(0), row.cell(1)));
                int port = departments.port();
                if (port > 0) {
                    city.setUp(port, names);
                } else {
                    // nobody is asked who cannot answer: applicants bring their materials
                    city.switchOff();
                }
            }
        });
    }

    private void grant(CsvReader.Row row) {
        grants.grantAsDecided(new Grants.Granting(
                row.cell(0),
                row.cell(1),
                row.cell(2),
                Set.of(row.cell(3).split(" ")),
                Purpose.valueOf(row.cell(4)),
                LocalDate.parse(row.cell(5)),
                LocalDate.parse(row.cell(6)),
                row.cell(7)));
    }

    private static List<CsvReader.Row> table(String name) {
        List<CsvReader.Row> rows = DemonstrationFile.rows(name);
        return rows.subList(1, rows.size());
    }
}
