package org.xieban.emergency.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.plan.PlanVersion.State;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.TransactionLock;

/** Plans and their versions, in the database. */
@Repository
class PlanStore {

    // its own and not the application's: what was in force must be read alike for ever
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String SELECT = "select * from emergency_plan_version p";

    private final JdbcClient jdbc;

    PlanStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Holds others off who draft or put into force a plan of that kind and level. */
    void hold(EventKind kind, Grade level) {
        TransactionLock.hold(jdbc, "emergency_plan." + kind + "." + level);
    }

    Optional<PlanVersion> find(EventKind kind, Grade level, int no) {
        return versions(kind, level).stream().filter(each -> each.no() == no).findFirst();
    }

    Optional<PlanVersion> find(EventKind kind, Grade level, State state) {
        return versions(kind, level).stream()
                .filter(each -> each.state() == state)
                .findFirst();
    }

    /** All versions, the newest first. */
    List<PlanVersion> versions(EventKind kind, Grade level) {
        return jdbc.sql(SELECT + " where p.kind = :kind and p.level = :level order by p.no desc")
                .param("kind", kind.name())
                .param("level", level.name())
                .query(PlanStore::row)
                .list();
    }

    /** Drafts and what is in force, of every kind and level. */
    List<PlanVersion> standing() {
        return jdbc.sql(SELECT + " where p.state <> 'REPLACED' order by p.kind, p.level, p.no")
                .query(PlanStore::row)
                .list();
    }

    /** What is in force of a kind. */
    List<PlanVersion> inForce(EventKind kind) {
        return jdbc.sql(SELECT + " where p.kind = :kind and p.state = 'IN_FORCE'")
                .param("kind", kind.name())
                .query(PlanStore::row)
                .list();
    }

    boolean empty() {
        return !jdbc.sql("select exists (select from emergency_plan_version)")
                .query(Boolean.class)
                .single();
    }

    void insert(PlanVersion draft) {
        write(draft, """
                insert into emergency_plan_version
                    (kind, level, no, state, department, content, drafters, drafted_at, revision)
                values (:kind, :level, :no, 'DRAFT', :department, cast(:content as jsonb), :drafters, :at, 1)""").update();
    }

    /** Changes a draft where nobody else has since; false otherwise. */
    boolean update(PlanVersion draft) {
        return write(draft, """
                        update emergency_plan_version set content = cast(:content as jsonb), drafters = :drafters,
                               drafted_at = :at, revision = revision + 1, department = :department
                         where kind = :kind and level = :level and no = :no and state = 'DRAFT'
                           and revision = :revision""").param("revision", draft.revision()).update() > 0;
    }

    private JdbcClient.StatementSpec write(PlanVersion draft, String sql) {
        return jdbc.sql(sql)
                .param("kind", draft.kind().name())
                .param("level", draft.level().name())
                .param("no", draft.no())
                .param("department", draft.department())
                .param("content", json(draft.content()))
                .param("drafters", draft.drafters().toArray(String[]::new))
                .param("at", OfficialTime.of(draft.draftedAt()));
    }

    boolean remove(PlanVersion draft) {
        return jdbc.sql("""
                        delete from emergency_plan_version where kind = :kind and level = :level and no = :no
                           and state = 'DRAFT' and revision = :revision""")
                        .param("kind", draft.kind().name())
                        .param("level", draft.level().name())
                        .param("no", draft.no())
                        .param("revision", draft.revision())
                        .update()
                > 0;
    }

    /** Puts a draft into force in the place of what is; false where it was changed since. */
    boolean issue(PlanVersion draft, String by, Instant now) {
        jdbc.sql("""
                update emergency_plan_version set state = 'REPLACED', replaced_at = :now
                 where kind = :kind and level = :level and state = 'IN_FORCE'""")
                .param("kind", draft.kind().name())
                .param("level", draft.level().name())
                .param("now", OfficialTime.of(now))
                .update();
        return jdbc.sql("""
                        update emergency_plan_version set state = 'IN_FORCE', issued_by = :by, issued_at = :now
                         where kind = :kind and level = :level and no = :no and state = 'DRAFT'
                           and revision = :revision""")
                        .param("kind", draft.kind().name())
                        .param("level", draft.level().name())
                        .param("no", draft.no())
                        .param("revision", draft.revision())
                        .param("by", by)
                        .param("now", OfficialTime.of(now))
                        .update()
                > 0;
    }

    private static String json(PlanContent content) {
        try {
            return MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static PlanContent content(String json) {
        try {
            return MAPPER.readValue(json, PlanContent.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored plan cannot be read", broken);
        }
    }

    /** As many contents as a file has, with what they are for. */
    static List<PlanFile> read(String json) {
        try {
            return MAPPER.readerForListOf(PlanFile.class).readValue(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("no plans", broken);
        }
    }

    /** A plan as it stands in a file. */
    record PlanFile(EventKind kind, Grade level, PlanContent content) {}

    private static PlanVersion row(ResultSet row, int number) throws SQLException {
        return new PlanVersion(
                EventKind.valueOf(row.getString("kind")),
                Grade.valueOf(row.getString("level")),
                row.getInt("no"),
                State.valueOf(row.getString("state")),
                row.getString("department"),
                content(row.getString("content")),
                List.of((String[]) row.getArray("drafters").getArray()),
                Rows.moment(row, "drafted_at"),
                row.getInt("revision"),
                row.getString("issued_by"),
                Rows.instant(row, "issued_at"));
    }
}
