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
            "select code, name, short_name, region, parent, kind, address, longitude, latitude, version from department";

    private final JdbcClient jdbc;

    Departments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Department> find(String code) {
        return jdbc.sql(COLUMNS + " where code = :code")
                .param("code", code)
                .query(Departments::row)
                .optional();
    }

    /** All departments, by code. */
    public List<Department> all() {
        return jdbc.sql(COLUMNS + " order by code").query(Departments::row).list();
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
