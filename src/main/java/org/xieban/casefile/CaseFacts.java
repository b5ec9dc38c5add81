package org.xieban.casefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.FormSubmitted;
import org.xieban.trace.OfficialTime;

/** What is known of a case by what was entered for it: the application, and the forms of its tasks. */
@Component
@Transactional
public class CaseFacts {

    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final ObjectReader reader;
    private final CaseAccess access;
    private final Clock clock;

    CaseFacts(JdbcClient jdbc, ObjectMapper json, CaseAccess access, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.reader = json.readerFor(OBJECT).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.access = access;
        this.clock = clock;
    }

    /**
     * Keeps what was entered, as entered by the department of whoever is signed in; earlier values stay on record.
     *
     * @param step element id of the step that asked for it, {@link CaseFiles#APPLICATION} for the application
     */
    public void put(String caseNo, String step, Map<String, ? extends @Nullable Object> values) {
        put(caseNo, step, values, null);
    }

    /**
     * Keeps what a department is told by somebody who may be of another, as if it had entered that itself.
     *
     * @param department code of that department
     * @param step as {@link #put}
     */
    public void tell(String department, String caseNo, String step, Map<String, ? extends @Nullable Object> values) {
        put(step, Map.of(caseNo, values), null, department);
    }

    @EventListener
    void submitted(FormSubmitted event) {
        put(event.caseNo(), event.step(), event.values(), event);
    }

    /** Keeps what was entered for many cases by the same step: all by one statement. */
    void put(String step, Map<String, ? extends Map<String, ? extends @Nullable Object>> entered) {
        put(step, entered, null);
    }

    private void put(
            String caseNo, String step, Map<String, ? extends @Nullable Object> values, @Nullable FormSubmitted form) {
        put(step, Map.of(caseNo, values), form);
    }

    private void put(
            String step,
            Map<String, ? extends Map<String, ? extends @Nullable Object>> entered,
            @Nullable FormSubmitted form) {
        put(
                step,
                entered,
                form,
                step.equals(CaseFiles.APPLICATION)
                        ? null
                        : CaseAccess.officer()
                                .map(SignedInOfficer::departmentCode)
                                .orElse(null));
    }

    private void put(
            String step,
            Map<String, ? extends Map<String, ? extends @Nullable Object>> entered,
            @Nullable FormSubmitted form,
            @Nullable String department) {
        jdbc.sql("""
                insert into case_fact
                    (case_no, step, department, content, put_at, task_id, form_id, form_version, submitted_by)
                select f.number, :step, :department, cast(r.content as jsonb), :at, :task, :form, :version, :by
                  from unnest(cast(:cases as varchar[]), cast(:contents as text[])) as r (case_no, content)
                  join case_file f on f.number = r.case_no""")
                .param("cases", entered.keySet().toArray(String[]::new))
                .param("contents", entered.values().stream().map(this::write).toArray(String[]::new))
                .param("step", step)
                .param("department", department, Types.VARCHAR)
                .param("at", OfficialTime.of(clock.instant()))
                .param("task", form == null ? null : form.taskId(), Types.VARCHAR)
                .param("form", form == null ? null : form.formId(), Types.VARCHAR)
                .param("version", form == null ? null : form.formVersion(), Types.INTEGER)
                .param("by", form == null ? null : form.submittedBy(), Types.VARCHAR)
                .update();
    }

    /**
     * What whoever is signed in may see, by the fields' keys, the latest of each. Of departments that are only asked
     * for advice, nobody sees here what the others entered: that is in their opinions.
     */
    @Transactional(readOnly = true)
    public Map<String, @Nullable Object> of(String caseNo) {
        SignedInOfficer officer = CaseAccess.officer().orElse(null);
        if (officer == null) {
            return all(caseNo);
        }
        Set<String> entered = new HashSet<>(Set.of(officer.departmentCode()));
        if (access.scope(officer, caseNo) == CaseScope.WHOLE) {
            entered.addAll(access.wholeDepartments(caseNo));
        }
        return merged(jdbc.sql("""
                select content from case_fact
                 where case_no = :caseNo and (department is null or department = any(:entered))
                 order by id""")
                .param("caseNo", caseNo)
                .param("entered", entered.toArray(String[]::new))
                .query(this::content)
                .list());
    }

    /** Everything, the latest of each, for use cases of the product itself. */
    @Transactional(readOnly = true)
    public Map<String, @Nullable Object> all(String caseNo) {
        return merged(jdbc.sql("select content from case_fact where case_no = :caseNo order by id")
                .param("caseNo", caseNo)
                .query(this::content)
                .list());
    }

    /** What a step last entered; empty where it has not yet entered anything. */
    @Transactional(readOnly = true)
    public Optional<Map<String, @Nullable Object>> ofStep(String caseNo, String step) {
        return jdbc.sql(
                        "select content from case_fact where case_no = :caseNo and step = :step order by id desc limit 1")
                .param("caseNo", caseNo)
                .param("step", step)
                .query(this::content)
                .optional();
    }

    private static Map<String, @Nullable Object> merged(List<Map<String, @Nullable Object>> contents) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        contents.forEach(merged::putAll);
        return merged;
    }

    private Map<String, @Nullable Object> content(ResultSet row, int number) throws SQLException {
        try {
            return reader.readValue(row.getString("content"));
        } catch (JsonProcessingException e) {
            // the cause would carry values
            throw new IllegalStateException("facts are JSON by construction");
        }
    }

    private String write(Map<String, ? extends @Nullable Object> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            // the cause would carry values
            throw new IllegalArgumentException("facts are what JSON can carry");
        }
    }
}
