package org.xieban.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The divisions there are. */
@Component
@Transactional(readOnly = true)
public class Regions {

    private final JdbcClient jdbc;

    Regions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Region> find(String code) {
        return jdbc.sql("select code, name, level, parent, version from region where code = :code")
                .param("code", code)
                .query(Regions::row)
                .optional();
    }

    /** All regions, each after the one it lies in. */
    public List<Region> all() {
        return jdbc.sql("""
                select code, name, level, parent, version from region
                 order by rpad(code, 12, '0'), array_position(array['CITY', 'COUNTY', 'TOWN', 'VILLAGE'], level::text)""").query(Regions::row).list();
    }

    /** The names of all regions by their codes, each after the one it lies in. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        all().forEach(region -> names.put(region.code(), region.name()));
        return names;
    }

    /** The region itself and those it lies in, from the city down; empty when there is no such region. */
    public List<Region> path(String code) {
        return jdbc.sql("""
                with recursive path as (
                    select r.*, 0 as depth from region r where r.code = :code
                    union all
                    select r.*, depth + 1 from region r join path p on r.code = p.parent)
                select code, name, level, parent, version from path order by depth desc""").param("code", code).query(Regions::row).list();
    }

    private static Region row(ResultSet rs, int n) throws SQLException {
        return new Region(
                rs.getString("code"),
                rs.getString("name"),
                Region.Level.valueOf(rs.getString("level")),
                rs.getString("parent"),
                rs.getInt("version"));
    }
}
