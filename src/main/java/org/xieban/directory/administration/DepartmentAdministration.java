package org.xieban.directory.administration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Department;
import org.xieban.directory.DepartmentMoved;
import org.xieban.directory.Departments;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;
import org.xieban.web.Refusal;

/** Changes departments. */
@Component
@Transactional
public class DepartmentAdministration {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{1,19}");

    private final JdbcClient jdbc;
    private final Departments departments;
    private final Regions regions;
    private final Trace trace;
    private final ApplicationEventPublisher events;

    DepartmentAdministration(
            JdbcClient jdbc, Departments departments, Regions regions, Trace trace, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.departments = departments;
        this.regions = regions;
        this.trace = trace;
        this.events = events;
    }

    /**
     * Adds a department.
     *
     * @throws Refusal {@code department.invalid} naming the fields, {@code department.exists}
     */
    public void create(Department department) {
        check(department);
        try {
            int added = jdbc.sql("""
                    insert into department
                        (code, name, short_name, region, parent, kind, address, longitude, latitude)
                    values (:code, :name, :shortName, :region, :parent, :kind, :address, :longitude, :latitude)
                    on conflict (code) do nothing""").params(parameters(department)).update();
            if (added == 0) {
                throw Refusal.conflict("department.exists").at("code", "department.exists");
            }
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("department.nameTaken").at("name", "department.nameTaken");
        }
        trace.record(
                Act.of("department.created", "department", department.code()).with("after", told(department)));
    }

    /**
     * Changes a department; its code stays.
     *
     * @param department as it shall be, with the version that was seen
     * @throws Refusal {@code department.unknown}, {@code department.changed} when somebody else changed it since,
     *     {@code department.invalid} naming the fields
     */
    public void change(Department department) {
        Department before = departments
                .find(department.code())
                .orElseThrow(() -> Refusal.notFound("department.unknown", department.code()));
        check(department);
        try {
            int changed = jdbc.sql("""
                    update department set name = :name, short_name = :shortName, region = :region, parent = :parent,
                           kind = :kind, address = :address, longitude = :longitude, latitude = :latitude,
                           version = version + 1
                     where code = :code and version = :version""")
                    .params(parameters(department))
                    .param("version", department.version())
                    .update();
            if (changed == 0) {
                throw Refusal.conflict("directory.changedMeanwhile");
            }
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("department.nameTaken").at("name", "department.nameTaken");
        }
        if (!before.shortName().equals(department.shortName())) {
            // who is signed in carries the name
            jdbc.sql(
                            "update officer set version = version + 1 where id in (select officer from post where department = :code)")
                    .param("code", department.code())
                    .update();
        }
        trace.record(
                Act.of("department.changed", "department", department.code()).change(told(before), told(department)));
        if (!before.region().equals(department.region()) || !Objects.equals(before.parent(), department.parent())) {
            events.publishEvent(new DepartmentMoved(before, department));
        }
    }

    /**
     * Removes a department that nothing refers to.
     *
     * @throws Refusal {@code department.unknown}, {@code department.used} while it has posts or departments below it
     */
    public void remove(String code) {
        Department before = departments.find(code).orElseThrow(() -> Refusal.notFound("department.unknown", code));
        boolean used = jdbc.sql("""
                select exists (select from post where department = :code)
                    or exists (select from department where parent = :code)""").param("code", code).query(Boolean.class).single();
        if (used) {
            throw Refusal.conflict("department.used", before.name());
        }
        jdbc.sql("delete from department where code = :code")
                .param("code", code)
                .update();
        trace.record(Act.of("department.removed", "department", code).with("before", told(before)));
    }

    private void check(Department department) {
        Refusal refusal = Refusal.rule("department.invalid");
        if (!CODE.matcher(department.code()).matches()
                || Role.ofCode(department.code()).isPresent()) {
            refusal = refusal.at("code", "department.code");
        }
        if (department.name().isBlank() || department.name().length() > 60) {
            refusal = refusal.at("name", "department.name");
        }
        if (department.shortName().isBlank() || department.shortName().length() > 20) {
            refusal = refusal.at("shortName", "department.shortName");
        }
        if (regions.find(department.region()).isEmpty()) {
            refusal = refusal.at("region", "region.unknown", department.region());
        }
        if (department.parent() != null && !mayBeAbove(department.parent(), department.code())) {
            refusal = refusal.at("parent", "department.parent");
        }
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
    }

    /** Whether going up from it one reaches the top without coming by the department itself. */
    private boolean mayBeAbove(String parent, String code) {
        @Nullable String above = parent;
        while (above != null && !above.equals(code)) {
            Optional<Department> next = departments.find(above);
            if (next.isEmpty()) {
                return false;
            }
            above = next.get().parent();
        }
        return above == null;
    }

    private static Map<String, @Nullable Object> parameters(Department department) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("code", department.code());
        parameters.put("name", department.name().strip());
        parameters.put("shortName", department.shortName().strip());
        parameters.put("region", department.region());
        parameters.put("parent", department.parent());
        parameters.put("kind", department.kind().name());
        parameters.put("address", department.seat().address().strip());
        parameters.put("longitude", department.seat().longitude());
        parameters.put("latitude", department.seat().latitude());
        return parameters;
    }

    /** As the record has it: without fractions, which no two programs write alike. */
    private static Map<String, @Nullable Object> told(Department department) {
        Map<String, @Nullable Object> told = parameters(department);
        told.put("longitude", Cells.plain(department.seat().longitude()));
        told.put("latitude", Cells.plain(department.seat().latitude()));
        return told;
    }
}
