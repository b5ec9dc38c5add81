package org.xieban.inspection.visit;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Visits that have begun, in the database. */
@Repository
class VisitRepository {

    private final JdbcClient jdbc;
    private final Visits visits;
    private final ItemRegister items;
    private final ObjectRegister objects;

    VisitRepository(JdbcClient jdbc, Visits visits, ItemRegister items, ObjectRegister objects) {
        this.jdbc = jdbc;
        this.visits = visits;
        this.items = items;
        this.objects = objects;
    }

    /** The visit of that id, where it has begun. */
    Optional<Visit> find(long id) {
        PlannedVisit planned = visits.find(id).orElse(null);
        String caseNo = planned == null ? null : planned.caseNo();
        if (planned == null || caseNo == null) {
            return Optional.empty();
        }
        String lead = jdbc.sql("select lead from visit where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
        return Optional.of(of(planned, caseNo, lead));
    }

    /** The visit whose case has that number. */
    Optional<Visit> ofCase(String caseNo) {
        return id(caseNo).flatMap(this::find);
    }

    Optional<Long> id(String caseNo) {
        return jdbc.sql("select id from visit where case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(Long.class)
                .optional();
    }

    /** What visits name, looked up for all of them at once. */
    record Known(Map<String, InspectionItem> items, Map<String, InspectionObject> objects) {}

    Known known(Collection<PlannedVisit> planned) {
        return new Known(
                items
                        .of(planned.stream()
                                .flatMap(visit -> visit.teams().values().stream())
                                .flatMap(team -> team.items().stream())
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(InspectionItem::code, Function.identity())),
                objects
                        .of(planned.stream()
                                .map(PlannedVisit::creditCode)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(InspectionObject::creditCode, Function.identity())));
    }

    private Visit of(PlannedVisit planned, String caseNo, String lead) {
        Map<String, @Nullable Instant> submitted = new HashMap<>();
        jdbc.sql("select department, submitted_at from visit_department where visit = :id")
                .param("id", planned.id())
                .query(row -> {
                    submitted.put(row.getString("department"), Rows.instant(row, "submitted_at"));
                });
        return of(planned, caseNo, lead, known(List.of(planned)), submitted);
    }

    /** What a planned visit is as one that begins. */
    Visit beginning(PlannedVisit planned, String lead, Known known) {
        return of(planned, "", lead, known, Map.of());
    }

    private static Visit of(
            PlannedVisit planned, String caseNo, String lead, Known known, Map<String, @Nullable Instant> submitted) {
        List<Visit.Part> parts = planned.teams().entrySet().stream()
                .map(team -> new Visit.Part(
                        team.getKey(),
                        team.getValue().inspectors(),
                        team.getValue().items().stream()
                                .map(known.items()::get)
                                .filter(Objects::nonNull)
                                .toList(),
                        submitted.get(team.getKey())))
                .toList();
        return new Visit(
                planned, caseNo, Objects.requireNonNull(known.objects().get(planned.creditCode())), lead, parts);
    }

    /**
     * Keeps others from writing to a department's part until the transaction ends.
     *
     * @return whether it can still be written to
     */
    boolean lockOpen(long visit, String department) {
        return jdbc.sql("""
                        select v.state = 'UNDER_WAY' and d.submitted_at is null
                          from visit_department d join visit v on v.id = d.visit
                         where d.visit = :visit and d.department = :department for no key update of d""")
                .param("visit", visit)
                .param("department", department)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Keeps when a part was handed in, and by whom; null where it is open again. */
    void submitted(long visit, String department, @Nullable Instant at, @Nullable String login) {
        jdbc.sql("""
                        update visit_department set submitted_at = :at, submitted_by = :login
                         where visit = :visit and department = :department""")
                .param("visit", visit)
                .param("department", department)
                .param("at", OfficialTime.ofNullable(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("login", login, Types.VARCHAR)
                .update();
    }

    void concluded(Visit visit, Instant at, LocalDate inspected, String summary) {
        jdbc.sql("update visit set state = 'DONE', concluded_at = :at, summary = :summary where id = :id")
                .param("id", visit.id())
                .param("at", OfficialTime.of(at))
                .param("summary", summary)
                .update();
        jdbc.sql("""
                        update inspection_object set last_inspected = :day
                         where credit_code = :code and (last_inspected is null or last_inspected < :day)""")
                .param("code", visit.object().creditCode())
                .param("day", inspected)
                .update();
    }

    void cancelled(long visit) {
        jdbc.sql("update visit set state = 'CANCELLED' where id = :id")
                .param("id", visit)
                .update();
    }

    void inspectors(long visit, String department, List<String> inspectors) {
        jdbc.sql("update visit_department set inspectors = :logins where visit = :visit and department = :department")
                .param("visit", visit)
                .param("department", department)
                .param("logins", inspectors.toArray(String[]::new))
                .update();
    }

    /** A visit in a list. */
    record Line(
            long id,
            String caseNo,
            String creditCode,
            String name,
            String place,
            LocalDate begins,
            LocalDate ends,
            PlannedVisit.State state,
            boolean submitted) {}

    /** Those under way that an officer goes to, what is due first before. */
    List<Line> mine(String login, int limit) {
        return jdbc.sql("""
                        select v.id, v.case_no, v.credit_code, o.name, o.place, v.begins, v.ends, v.state,
                               d.submitted_at is not null as submitted
                          from visit_department d
                          join visit v on v.id = d.visit
                          join inspection_object o on o.credit_code = v.credit_code
                         where d.inspectors @> array[cast(:login as text)] and v.state = 'UNDER_WAY'
                         order by submitted, v.ends, v.id limit :limit""")
                .param("login", login)
                .param("limit", limit)
                .query((row, number) -> new Line(
                        row.getLong("id"),
                        row.getString("case_no"),
                        row.getString("credit_code"),
                        row.getString("name"),
                        row.getString("place"),
                        Objects.requireNonNull(row.getObject("begins", LocalDate.class)),
                        Objects.requireNonNull(row.getObject("ends", LocalDate.class)),
                        PlannedVisit.State.valueOf(row.getString("state")),
                        row.getBoolean("submitted")))
                .list();
    }
}
