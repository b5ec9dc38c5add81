package org.xieban.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The departments there are. */
@Component
@Transactional(readOnly = true)
public class Departments {

    private static final String COLUMNS =
            "code, name, short_name, region, parent, kind, address, longitude, latitude, version";

    private static final String SELECT = "select " + COLUMNS + " from department";

    private final JdbcClient jdbc;

    Departments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Department> find(String code) {
        return jdbc.sql(SELECT + " where code = :code")
                .param("code", code)
                .query(Departments::row)
                .optional();
    }

    /**
     * A department that signs documents.
     *
     * @param mark what its numbers begin with (机关代字): its short name, or its name where another has the same short one
     */
    public record Organ(Department department, String mark) {}

    /** A department as it signs documents. */
    public Optional<Organ> organ(String code) {
        return jdbc.sql("select " + COLUMNS + """
                        , exists (select from department o where o.short_name = d.short_name and o.code <> d.code) as shared
                          from department d where code = :code""")
                .param("code", code)
                .query((row, n) -> {
                    Department department = row(row, n);
                    return new Organ(department, row.getBoolean("shared") ? department.name() : department.shortName());
                })
                .optional();
    }

    /** All departments, by code. */
    public List<Department> all() {
        return jdbc.sql(SELECT + " order by code").query(Departments::row).list();
    }

    private static Department row(ResultSet rs, int n) throws SQLException {
        return new Department(
                rs.getString("code"),
                rs.getString("name"),
                rs.getString("short_name"),
                rs.getString("region"),
                rs.getString("parent"),
                Department.Kind.valueOf(rs.getString("kind")),
                new Department.Seat(
                        rs.getString("address"), rs.getBigDecimal("longitude"), rs.getBigDecimal("latitude")),
                rs.getInt("version"));
    }
}
