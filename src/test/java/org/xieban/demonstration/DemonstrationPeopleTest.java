package org.xieban.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.XiebanTest;
import org.xieban.directory.Departments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;

@XiebanTest
class DemonstrationPeopleTest {

    @Autowired
    DemonstrationPeopleLoader loader;

    @Autowired
    DemonstrationAccounts accounts;

    @Autowired
    Officers officers;

    @Autowired
    Departments departments;

    @Autowired
    Regions regions;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theTwelveHoldEveryRoleBetweenThem() {
        Set<Role> held = EnumSet.noneOf(Role.class);
        officers.findAll(TheTwelve.LOGINS).forEach(officer -> held.addAll(officer.roles()));
        assertThat(officers.findAll(TheTwelve.LOGINS)).hasSize(12).allMatch(Officer::enabled);
        assertThat(held).isEqualTo(EnumSet.allOf(Role.class));
        assertThat(departments.all().size()).isGreaterThanOrEqualTo(12);
        assertThat(regions.path("411902001001")).extracting(Region::level).containsExactly(Region.Level.values());
    }

    @Test
    void theConsoleNamesEachOfThemAndThePassword() {
        assertThat(String.join("\n", accounts.lines()))
                .contains(TheTwelve.LOGINS)
                .contains("xieban-demo", "应急指挥中心 值班主任（经办人、应急指挥）");
    }

    @Test
    void anotherStartLeavesAloneWhatIsThere() {
        long acts = acts();
        String title = "换了名称的岗位";
        String before = officers.find("fire.sun").orElseThrow().mainPost().title();
        try {
            rename(before, title);
            loader.start();
            assertThat(officers.find("fire.sun").orElseThrow().posts())
                    .singleElement()
                    .matches(post -> post.title().equals(title));
            assertThat(acts()).isEqualTo(acts);
        } finally {
            rename(title, before);
        }
    }

    private void rename(String before, String after) {
        jdbc.sql("update post set title = :after where title = :before")
                .param("after", after)
                .param("before", before)
                .update();
    }

    private long acts() {
        return jdbc.sql(
                        "select count(*) from trace_entry where act in ('officer.created', 'department.created', 'region.created')")
                .query(Long.class)
                .single();
    }
}
