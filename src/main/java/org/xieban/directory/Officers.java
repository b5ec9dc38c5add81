package org.xieban.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who there is. Reading only; changes are made by the administration of people. */
@Component
@Transactional(readOnly = true)
public class Officers {

    private static final String COLUMNS = "o.id, o.login, o.name, o.email, o.enabled";

    private final JdbcClient jdbc;

    Officers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The officer of that login, also one who is disabled. */
    public Optional<Officer> find(String login) {
        return withPosts(jdbc.sql("select " + COLUMNS + " from officer o where o.login = :login")
                        .param("login", login)
                        .query(Officers::row)
                        .list())
                .stream()
                .findFirst();
    }

    /** The officers of these logins, in their order; unknown ones are left out. */
    public List<Officer> findAll(List<String> logins) {
        if (logins.isEmpty()) {
            return List.of();
        }
        Map<String, Officer> found = new LinkedHashMap<>();
        withPosts(jdbc.sql("select " + COLUMNS + " from officer o where o.login = any(:logins)")
                        .param("logins", logins.toArray(String[]::new))
                        .query(Officers::row)
                        .list())
                .forEach(officer -> found.put(officer.login(), officer));
        List<Officer> ordered = new ArrayList<>();
        for (String login : logins) {
            Officer officer = found.get(login);
            if (officer != null) {
                ordered.add(officer);
            }
        }
        return ordered;
    }

    /**
     * Enabled officers whose name or login contains the text, by name.
     *
     * @param text anything when blank
     * @param limit at most so many
     */
    public List<Officer> search(String text, int limit) {
        return search(text, 0, limit);
    }

    /** The same, leaving out the first {@code offset}. */
    public List<Officer> search(String text, int offset, int limit) {
        return withPosts(jdbc.sql("select " + COLUMNS + """
                         from officer o
                        where o.enabled and (o.name ilike :pattern or o.login ilike :pattern)
                        order by o.name, o.login offset :offset limit :limit""")
                .param("pattern", "%" + literal(text.strip()) + "%")
                .param("offset", offset)
                .param("limit", limit)
                .query(Officers::row)
                .list());
    }

    /** The groups of all posts of an officer; empty for one who is unknown or disabled. */
    public Set<String> groupsOf(String login) {
        return find(login).filter(Officer::enabled).map(Officer::groups).orElse(Set.of());
    }

    /**
     * The enabled officers of a group, by name.
     *
     * @param group a department's code, a role's code, or {@code department.role}
     */
    public List<Officer> membersOf(String group) {
        Group of = Group.of(group);
        return of.role() == null
                ? members(of.department(), null)
                : of.knownRole().map(role -> members(of.department(), role)).orElse(List.of());
    }

    /** The enabled officers who hold a role in a department, by name. */
    public List<Officer> withRole(Role role, String departmentCode) {
        return members(departmentCode, role);
    }

    /** The enabled officers who hold a role anywhere, by name. */
    public List<Officer> withRole(Role role) {
        return members(null, role);
    }

    /** The heads of the sections of a department; in one without, its leaders; in one without these, who approves. */
    public List<Officer> lead(String departmentCode) {
        for (Role role : List.of(Role.SECTION_HEAD, Role.LEADER, Role.APPROVER)) {
            List<Officer> lead = withRole(role, departmentCode);
            if (!lead.isEmpty()) {
                return lead;
            }
        }
        return List.of();
    }

    /**
     * The group of those who decide for the head of a department: its leaders or, where it keeps none here, the chief
     * representative at its window, whom it has authorised.
     *
     * @param window code of the department whose window serves it
     */
    public String headGroup(String department, String window) {
        return withRole(Role.LEADER, department).isEmpty()
                ? Group.name(window, Role.APPROVER)
                : Group.name(department, Role.LEADER);
    }

    private List<Officer> members(@Nullable String department, @Nullable Role role) {
        return withPosts(jdbc.sql("select " + COLUMNS + """
                         from officer o
                        where o.enabled and exists (
                            select from post p
                             where p.officer = o.id
                               and (cast(:department as varchar) is null or p.department = :department)
                               and (cast(:role as varchar) is null or exists (
                                   select from post_role r where r.post = p.id and r.role = :role)))
                        order by o.name, o.login""")
                .param("department", department)
                .param("role", role == null ? null : role.name())
                .query(Officers::row)
                .list());
    }

    private List<Officer> withPosts(List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Post>> posts = new LinkedHashMap<>();
        jdbc.sql("""
                select p.officer, p.id, p.department, d.short_name, p.title, p.main,
                       array(select r.role from post_role r where r.post = p.id) as roles
                  from post p join department d on d.code = p.department
                 where p.officer = any(:officers)
                 order by p.main desc, p.id""")
                .param("officers", rows.stream().map(Row::id).toArray(Long[]::new))
                .query(rs -> {
                    posts.computeIfAbsent(rs.getLong("officer"), officer -> new ArrayList<>())
                            .add(new Post(
                                    rs.getLong("id"),
                                    rs.getString("department"),
                                    rs.getString("short_name"),
                                    rs.getString("title"),
                                    rs.getBoolean("main"),
                                    roles((String[]) rs.getArray("roles").getArray())));
                });
        return rows.stream()
                .map(row ->
                        new Officer(row.login, row.name, row.email, row.enabled, posts.getOrDefault(row.id, List.of())))
                .toList();
    }

    private static Set<Role> roles(String[] names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(names).map(Role::valueOf).forEach(roles::add);
        return roles;
    }

    /** Every group there can be: each department, each role, each role in a department where some post holds it. */
    public Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>(jdbc.sql("select code from department order by code")
                .query(String.class)
                .list());
        Arrays.stream(Role.values()).map(Role::code).forEach(groups::add);
        jdbc.sql("""
                select distinct p.department, r.role from post p join post_role r on r.post = p.id order by 1, 2""")
                .query((rs, n) -> Group.name(rs.getString(1), Role.valueOf(rs.getString(2))))
                .list()
                .forEach(groups::add);
        return groups;
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Row row(ResultSet rs, int n) throws SQLException {
        return new Row(
                rs.getLong("id"),
                rs.getString("login"),
                rs.getString("name"),
                rs.getString("email"),
                rs.getBoolean("enabled"));
    }

    private record Row(
            long id, String login, String name, @Nullable String email, boolean enabled) {}
}
