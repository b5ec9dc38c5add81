package org.xieban.sources;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.catalogue.Catalogue;
import org.xieban.directory.Departments;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.FilterInput;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The grants (共享授权): who may ask for which fields of what is shared on condition. */
@Component
@Transactional
public class Grants {

    static final String LIST = "grants/newest";

    private static final String COLUMNS = """
            select id, resource, department, item, fields, purpose, valid_from, valid_until, basis, revoked_reason
              from data_grant
            """;
    private static final String FILTER = """
             where (cast(:resource as text) is null or resource = :resource)
               and (cast(:department as text) is null or department = :department)
               and (cast(:item as text) is null or item = :item)
            """;

    private final JdbcClient jdbc;
    private final Resources resources;
    private final Catalogue catalogue;
    private final Departments departments;
    private final DataAuthority authority;
    private final Trace trace;
    private final Clock clock;

    Grants(
            JdbcClient jdbc,
            Resources resources,
            Catalogue catalogue,
            Departments departments,
            DataAuthority authority,
            Trace trace,
            Clock clock) {
        this.jdbc = jdbc;
        this.resources = resources;
        this.catalogue = catalogue;
        this.departments = departments;
        this.authority = authority;
        this.trace = trace;
        this.clock = clock;
    }

    /** What a list of grants is narrowed to; null for any. */
    record Filter(
            @Nullable String resource,
            @Nullable String department,
            @Nullable String item) {

        Filter {
            resource = FilterInput.code("resource", resource);
            department = FilterInput.code("department", department);
            item = FilterInput.code("item", item);
        }
    }

    /** Whether a department may ask what it asks. */
    @Transactional(readOnly = true)
    public GrantCheck.Verdict check(DataResource resource, GrantCheck.Question question) {
        return GrantCheck.check(resource, ofResource(resource.code()), question, today());
    }

    List<Grant> ofResource(String resource) {
        return jdbc.sql(COLUMNS + " where resource = :resource order by id")
                .param("resource", resource)
                .query(Grants::grant)
                .list();
    }

    @Transactional(readOnly = true)
    List<Grant> all() {
        return jdbc.sql(COLUMNS + " order by id").query(Grants::grant).list();
    }

    @Transactional(readOnly = true)
    Listing<Grant> list(Filter filter, PageRequest page) {
        Long after = page.after() == null ? null : page.after().number(0);
        List<Grant> rows = filtered(
                        COLUMNS + FILTER + " and (cast(:after as bigint) is null or id < :after)"
                                + " order by id desc limit :limit",
                        filter)
                .param("after", after)
                .param("limit", page.limit())
                .query(Grants::grant)
                .list();
        long total = filtered("select count(*) from data_grant" + FILTER, filter)
                .query(Long.class)
                .single();
        return page.listing(rows, total, grant -> new Object[] {grant.id()});
    }

    private JdbcClient.StatementSpec filtered(String sql, Filter filter) {
        return jdbc.sql(sql)
                .param("resource", filter.resource())
                .param("department", filter.department())
                .param("item", filter.item());
    }

    /** What is granted. */
    public record Granting(
            String resource,
            String department,
            String item,
            Set<String> fields,
            Purpose purpose,
            LocalDate from,
            LocalDate until,
            String basis) {

        public Granting {
            fields = Set.copyOf(fields);
        }
    }

    /**
     * Grants, as the data authority.
     *
     * @throws Refusal {@code grant.invalid} (422) with what is wrong; {@code access.denied} (403)
     */
    long grant(Granting granting) {
        Actor by = authority.require().actor();
        requireSound(granting);
        return insert(granting, by);
    }

    /** Grants in the name of the product: what a process has decided, or what comes with the demonstration. */
    public long grantAsDecided(Granting granting) {
        requireSound(granting);
        return insert(granting, Actor.SYSTEM);
    }

    /** @throws Refusal {@code grant.invalid} (422) with what is wrong */
    void requireSound(Granting granting) {
        List<Fault> faults = new ArrayList<>();
        DataResource resource = resources.find(granting.resource()).orElse(null);
        if (resource == null) {
            faults.add(Fault.of("resource", "resource.unknown", granting.resource()));
        } else if (resource.sharing() != DataResource.Sharing.CONDITIONAL) {
            faults.add(Fault.of("resource", "grant.notConditional"));
        } else {
            Set<String> unknown = new TreeSet<>(granting.fields());
            unknown.removeAll(resource.answerNames());
            if (!unknown.isEmpty()) {
                faults.add(Fault.of("fields", "grant.unknownField", String.join(", ", unknown)));
            }
        }
        if (granting.fields().isEmpty()) {
            faults.add(Fault.of("fields", "resource.missing"));
        }
        if (departments.find(granting.department()).isEmpty()) {
            faults.add(Fault.of("department", "resource.provider", granting.department()));
        }
        if (catalogue.find(granting.item()).isEmpty()) {
            faults.add(Fault.of("item", "grant.unknownItem", granting.item()));
        }
        if (granting.until().isBefore(granting.from())) {
            faults.add(Fault.of("until", "grant.order"));
        }
        if (granting.basis().isBlank()) {
            faults.add(Fault.of("basis", "resource.missing"));
        } else if (granting.basis().length() > 200) {
            faults.add(Fault.of("basis", "resource.tooLong", 200));
        }
        if (!faults.isEmpty()) {
            Refusal refusal = Refusal.rule("grant.invalid");
            for (Fault fault : faults) {
                refusal =
                        refusal.at(fault.path(), fault.code(), fault.arguments().toArray());
            }
            throw refusal;
        }
    }

    private long insert(Granting granting, Actor by) {
        long id = jdbc.sql("""
                        insert into data_grant (resource, department, item, fields, purpose, valid_from, valid_until,
                            basis, granted_by, granted_at)
                        values (:resource, :department, :item, :fields, :purpose, :from, :until, :basis, :by, :at)
                        returning id""")
                .param("resource", granting.resource())
                .param("department", granting.department())
                .param("item", granting.item())
                .param("fields", new TreeSet<>(granting.fields()).toArray(String[]::new))
                .param("purpose", granting.purpose().name())
                .param("from", granting.from())
                .param("until", granting.until())
                .param("basis", granting.basis().strip())
                .param("by", by.id())
                .param("at", OfficialTime.of(clock.instant()))
                .query(Long.class)
                .single();
        trace.record(Act.of("grant.given", "grant", String.valueOf(id))
                .with("resource", granting.resource())
                .with("department", granting.department())
                .with("item", granting.item())
                .with("purpose", granting.purpose().name())
                .with("fields", List.copyOf(new TreeSet<>(granting.fields())))
                .with("until", granting.until().toString()));
        return id;
    }

    /** Takes a grant back; it stays on record. */
    void revoke(long id, String reason) {
        Actor by = authority.require().actor();
        if (reason.isBlank()) {
            throw Refusal.rule("resource.reasonMissing").at("reason", "resource.missing");
        }
        int revoked = jdbc.sql("""
                        update data_grant set revoked_by = :by, revoked_at = :at, revoked_reason = :reason
                         where id = :id and revoked_at is null""")
                .param("id", id)
                .param("by", by.id())
                .param("at", OfficialTime.of(clock.instant()))
                .param("reason", reason.strip())
                .update();
        if (revoked == 0) {
            throw Refusal.conflict("grant.goneAlready");
        }
        trace.record(Act.of("grant.revoked", "grant", String.valueOf(id)).with("reason", reason.strip()));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), OfficialTime.ZONE);
    }

    private static Grant grant(ResultSet row, int number) throws SQLException {
        Array fields = row.getArray("fields");
        return new Grant(
                row.getLong("id"),
                row.getString("resource"),
                row.getString("department"),
                row.getString("item"),
                Set.of((String[]) fields.getArray()),
                Purpose.valueOf(row.getString("purpose")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("basis"),
                row.getString("revoked_reason"));
    }
}
