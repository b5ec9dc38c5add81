package org.xieban.inspection.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CreditCode;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.trace.Upsert;
import org.xieban.web.Cells;

/** The register of inspectors (执法检查人员名录库), each department's kept by itself. */
@Component
@Transactional
public class InspectorRegister extends Register<Inspector> {

    private static final List<String> COLUMNS =
            List.of("login", "department", "certificate", "validUntil", "trades", "available", "recusals");

    private static final Upsert UPSERT = new Upsert(
            "inspector",
            List.of("login", "department", "certificate", "valid_until", "trades", "available", "recusals"));

    private static final TypeReference<List<Inspector.Recusal>> RECUSALS = new TypeReference<>() {};
    private static final int LONGEST_RELATION = 60;

    private final Trades trades;
    private final KnownInDirectory directory;
    private final ObjectMapper json;

    InspectorRegister(
            JdbcClient jdbc, Trace trace, Clock clock, Trades trades, KnownInDirectory directory, ObjectMapper json) {
        super(jdbc, trace, clock);
        this.trades = trades;
        this.directory = directory;
        this.json = json;
    }

    @Override
    String name() {
        return "inspectors";
    }

    @Override
    List<String> columns() {
        return COLUMNS;
    }

    @Override
    String select() {
        return "select e.*, o.name from inspector e join officer o on o.login = e.login";
    }

    @Override
    String keyColumn() {
        return "login";
    }

    @Override
    void restrict(RegisterFilter filter, SqlConditions conditions) {
        conditions.add("e.department = :department", "department", filter.department());
        conditions.add("e.trades @> array[cast(:trade as text)]", "trade", filter.trade());
        conditions.add(
                "(o.name ilike :query or e.login ilike :query or e.certificate ilike :query)",
                "query",
                Rows.containing(filter.query()));
    }

    /** The inspectors of some departments, by login. */
    @Transactional(readOnly = true)
    public List<Inspector> of(Collection<String> departments) {
        return jdbc().sql(select() + " where e.department = any(:departments) order by e.login")
                .param("departments", departments.toArray(String[]::new))
                .query((row, number) -> entry(row))
                .list();
    }

    @Override
    Known known(Collection<Cells> rows) {
        Map<String, String> holders = new HashMap<>();
        jdbc().sql("select certificate, login from inspector where certificate = any(:certificates)")
                .param(
                        "certificates",
                        rows.stream().map(row -> row.typed("certificate")).toArray(String[]::new))
                .query(row -> {
                    holders.put(row.getString("certificate"), row.getString("login"));
                });
        return directory.withOfficers(
                rows.stream().map(row -> row.typed("login")).toList(), holders);
    }

    @Override
    @Nullable
    Inspector read(Cells cells, Known known) {
        String login = cells.text("login", 32);
        String department = cells.known("department", known::department, "register.department");
        String name = known.inspector(login, department);
        if (name == null && !login.isEmpty()) {
            cells.wrong("login", "register.noInspector", login);
        }
        String certificate = cells.text("certificate", 40);
        if (!login.equals(Objects.requireNonNullElse(known.holder(certificate), login))) {
            cells.wrong("certificate", "register.certificateTaken", certificate);
        }
        LocalDate until = cells.day("validUntil");
        if (cells.typed("validUntil").isEmpty()) {
            cells.wrong("validUntil", "register.missing");
        }
        List<String> qualified = cells.several("trades");
        if (qualified.isEmpty()) {
            cells.wrong("trades", "register.missing");
        }
        qualified.stream()
                .filter(trade -> !trades.known(trade))
                .findFirst()
                .ifPresent(trade -> cells.wrong("trades", "register.trade", trade));
        boolean available = cells.yes("available", true);
        List<Inspector.Recusal> recusals = recusals(cells);
        return name == null || until == null || !cells.faults().isEmpty()
                ? null
                : new Inspector(login, name, department, certificate, until, qualified, available, recusals, 0);
    }

    /** Objects with relations: {@code 91…=配偶任职; 91…=曾任职}. */
    private static List<Inspector.Recusal> recusals(Cells cells) {
        List<Inspector.Recusal> recusals = new ArrayList<>();
        for (String each : cells.typed("recusals").split("[;；\n]", -1)) {
            if (each.isBlank()) {
                continue;
            }
            String[] parts = each.split("[=＝]", 2);
            CreditCode code = cells.reading("recusals", () -> CreditCode.of(parts[0]));
            if (parts.length < 2 || parts[1].isBlank() || parts[1].strip().length() > LONGEST_RELATION) {
                cells.wrong("recusals", "register.relation", parts[0].strip());
            } else if (code != null) {
                recusals.add(new Inspector.Recusal(code.value(), parts[1].strip()));
            }
        }
        return recusals;
    }

    @Override
    List<@Nullable String> write(Inspector inspector) {
        return Arrays.asList(
                inspector.login(),
                inspector.department(),
                inspector.certificate(),
                inspector.validUntil().toString(),
                String.join(" ", inspector.trades()),
                String.valueOf(inspector.available()),
                inspector.recusals().stream()
                        .map(each -> each.creditCode() + "=" + each.relation())
                        .collect(Collectors.joining("; ")));
    }

    @Override
    List<String> unique(Inspector inspector) {
        return List.of(inspector.certificate());
    }

    @Override
    String department(Inspector inspector) {
        return inspector.department();
    }

    @Override
    List<Boolean> upsert(List<Inspector> inspectors, Instant now) {
        return UPSERT.keep(jdbc(), inspectors, now);
    }

    @Override
    Inspector entry(ResultSet row) throws SQLException {
        try {
            return new Inspector(
                    row.getString("login"),
                    row.getString("name"),
                    row.getString("department"),
                    row.getString("certificate"),
                    row.getObject("valid_until", LocalDate.class),
                    ObjectRegister.texts(row, "trades"),
                    row.getBoolean("available"),
                    json.readValue(row.getString("recusals"), RECUSALS),
                    row.getInt("version"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("recusals are JSON by construction", e);
        }
    }
}
