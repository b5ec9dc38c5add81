package org.xieban.sources;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.sources.connect.StoredJson;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What departments know of cases, in the database. */
@Repository
class Facts {

    private static final String COLUMNS =
            "select id, call, case_no, resource, content, asked_at, as_of, valid_until, trust from data_fact";

    private final JdbcClient jdbc;

    Facts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps what a call has brought. */
    void keep(
            long call,
            String caseNo,
            DataResource resource,
            Map<String, @Nullable Object> values,
            Instant askedAt,
            Instant asOf,
            Instant validUntil,
            List<DataFact.Difference> differences) {
        long fact = jdbc.sql("""
                        insert into data_fact (call, case_no, resource, content, asked_at, as_of, valid_until, trust)
                        values (:call, :caseNo, :resource, cast(:content as jsonb), :askedAt, :asOf, :validUntil, 'A')
                        returning id""")
                .param("call", call)
                .param("caseNo", caseNo)
                .param("resource", resource.code())
                .param("content", StoredJson.write(values))
                .param("askedAt", OfficialTime.of(askedAt))
                .param("asOf", OfficialTime.of(asOf))
                .param("validUntil", OfficialTime.of(validUntil))
                .query(Long.class)
                .single();
        for (DataFact.Difference difference : differences) {
            jdbc.sql(
                            "insert into data_difference (fact, field, claimed, found) values (:fact, :field, :claimed, :found)")
                    .param("fact", fact)
                    .param("field", difference.field())
                    .param("claimed", difference.claimed())
                    .param("found", difference.found())
                    .update();
        }
    }

    Optional<DataFact> ofCall(long call) {
        return facts("where call = :id", call).stream().findFirst();
    }

    Optional<DataFact> find(long id) {
        return facts("where id = :id", id).stream().findFirst();
    }

    /** Of a case, of each resource the newest. */
    List<DataFact> ofCase(String caseNo) {
        return facts(
                "where id in (select max(id) from data_fact where case_no = :id group by resource) order by resource",
                caseNo);
    }

    private List<DataFact> facts(String where, Object id) {
        Map<Long, DataFact> facts = new LinkedHashMap<>();
        jdbc.sql(COLUMNS + " " + where)
                .param("id", id)
                .query(Facts::fact)
                .list()
                .forEach(fact -> facts.put(fact.id(), fact));
        Map<Long, List<DataFact.Difference>> differences = new LinkedHashMap<>();
        if (!facts.isEmpty()) {
            jdbc.sql("select fact, field, claimed, found from data_difference where fact = any(:facts) order by field")
                    .param("facts", facts.keySet().toArray(Long[]::new))
                    .query(row -> {
                        differences
                                .computeIfAbsent(row.getLong("fact"), fact -> new ArrayList<>())
                                .add(new DataFact.Difference(
                                        row.getString("field"), row.getString("claimed"), row.getString("found")));
                    });
        }
        return facts.values().stream()
                .map(fact -> with(fact, differences.getOrDefault(fact.id(), List.of())))
                .toList();
    }

    private static DataFact with(DataFact fact, List<DataFact.Difference> differences) {
        return new DataFact(
                fact.id(),
                fact.call(),
                fact.caseNo(),
                fact.resource(),
                fact.values(),
                fact.askedAt(),
                fact.asOf(),
                fact.validUntil(),
                fact.trust(),
                differences);
    }

    private static DataFact fact(ResultSet row, int number) throws SQLException {
        return new DataFact(
                row.getLong("id"),
                row.getLong("call"),
                row.getString("case_no"),
                row.getString("resource"),
                StoredJson.map(row.getString("content")),
                required(row, "asked_at"),
                required(row, "as_of"),
                required(row, "valid_until"),
                row.getString("trust"),
                List.of());
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        Instant at = Rows.instant(row, column);
        if (at == null) {
            throw new SQLException(column + " is never null");
        }
        return at;
    }
}
