package org.xieban.licence;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseNumber;
import org.xieban.casefile.SqlCondition;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/**
 * Licences as officers see them: those that their department issued or whose case it sees whole, through officers who
 * handle cases; supervisors all.
 */
@Component
@Transactional(readOnly = true)
class LicenceSearch {

    static final String LIST = "licences/newest";

    private static final String STATE =
            "case when l.state <> 'REVOKED' and l.valid_until < :today then 'EXPIRED' else l.state end";

    private final JdbcClient jdbc;
    private final LicenceRepository licences;
    private final CaseAccess access;

    LicenceSearch(JdbcClient jdbc, LicenceRepository licences, CaseAccess access) {
        this.jdbc = jdbc;
        this.licences = licences;
        this.access = access;
    }

    /**
     * The licence of that number.
     *
     * @throws Refusal {@code licence.unknown} (404), also where whoever is signed in may not see it
     */
    Licence require(String number) {
        SqlConditions conditions = conditions(new LicenceFilter(null, null, null, null));
        conditions.add("l.number = :number", "number", number);
        return rows(conditions, 1).stream().findFirst().orElseThrow(() -> Refusal.notFound("licence.unknown", number));
    }

    Listing<Licence> list(LicenceFilter filter, PageRequest page) {
        SqlConditions all = conditions(filter);
        long total = count(all);
        SqlConditions after = conditions(filter);
        if (page.after() != null) {
            after.add("l.id < :after", "after", page.after().number(0));
        }
        return page.listing(rows(after, page.limit()), total, licence -> new Object[] {licence.id()});
    }

    /** The licences of a list behind the last one of a batch, so many at most; the first where there is no last one. */
    List<Licence> batch(LicenceFilter filter, @Nullable Licence last, int size) {
        SqlConditions conditions = conditions(filter);
        conditions.add("l.id < :after", "after", last == null ? null : last.id());
        return rows(conditions, size);
    }

    long count(LicenceFilter filter) {
        return count(conditions(filter));
    }

    private long count(SqlConditions conditions) {
        return conditions.count(jdbc, "from licence l");
    }

    private List<Licence> rows(SqlConditions conditions, int limit) {
        return conditions.rows(
                jdbc,
                "select " + LicenceRepository.COLUMNS + " from licence l",
                "l.id desc",
                limit,
                (row, n) -> LicenceRepository.licence(row, licences.today()));
    }

    /** How many there are in each state, of those that the rest of the filter leaves; states without any are left out. */
    Map<LicenceState, Long> countByState(LicenceFilter filter) {
        Map<LicenceState, Long> counts = new EnumMap<>(LicenceState.class);
        grouped(STATE, conditions(filter.inAnyState()))
                .forEach((state, number) -> counts.put(LicenceState.valueOf(state), number));
        return counts;
    }

    /** The departments that issued what may be seen, by code, each with how many. */
    Map<String, Long> countByIssuer() {
        return grouped("l.issuer", conditions(new LicenceFilter(null, null, null, null)));
    }

    /** What they are called, by their types. */
    Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        SqlConditions conditions = conditions(new LicenceFilter(null, null, null, null));
        jdbc.sql("select l.type, min(l.name) as name from licence l" + conditions.where()
                        + " group by l.type order by name")
                .params(conditions.parameters())
                .query(row -> {
                    types.put(row.getString("type"), row.getString("name"));
                });
        return types;
    }

    private Map<String, Long> grouped(String by, SqlConditions conditions) {
        Map<String, Long> counts = new LinkedHashMap<>();
        jdbc.sql("select " + by + " as what, count(*) as number from licence l" + conditions.where()
                        + " group by 1 order by 1")
                .params(conditions.parameters())
                .query(row -> {
                    counts.put(row.getString("what"), row.getLong("number"));
                });
        return counts;
    }

    private SqlConditions conditions(LicenceFilter filter) {
        SqlConditions conditions = new SqlConditions();
        conditions.add(visible(CaseAccess.requireOfficer()));
        conditions.add("l.type = :type", "type", filter.type());
        conditions.add("l.issuer = :issuer", "issuer", filter.issuer());
        conditions.add(STATE + " = :state", "state", filter.state());
        conditions.with("today", licences.today());
        if (filter.query() != null) {
            Optional<CaseNumber> number = CaseNumber.read(filter.query());
            if (number.isPresent()) {
                conditions.add(
                        "(l.number = :query or l.case_no = :query)",
                        "query",
                        number.get().value());
            } else {
                conditions.add(
                        "position(lower(:query) in lower(concat_ws(' ', l.name, l.number, l.holder_name))) > 0",
                        "query",
                        filter.query());
            }
        }
        return conditions;
    }

    private SqlCondition visible(SignedInOfficer officer) {
        if (officer.has(Role.SUPERVISOR)) {
            return SqlCondition.ALL;
        }
        if (officer.roles().stream().noneMatch(Role::holdsTasks)) {
            return SqlCondition.NONE;
        }
        SqlCondition whole = access.wholeTo(officer, "l.case_no");
        return new SqlCondition("(l.issuer = :wholeDepartment or " + whole.sql() + ")", whole.parameters());
    }
}
