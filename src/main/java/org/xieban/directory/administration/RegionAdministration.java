package org.xieban.directory.administration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Changes regions. */
@Component
@Transactional
public class RegionAdministration {

    private final JdbcClient jdbc;
    private final Regions regions;
    private final Trace trace;

    RegionAdministration(JdbcClient jdbc, Regions regions, Trace trace) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.trace = trace;
    }

    /**
     * Adds a region.
     *
     * @throws Refusal {@code region.invalid} naming the fields, {@code region.exists}
     */
    public void create(Region region) {
        check(region);
        int added = jdbc.sql("""
                insert into region (code, name, level, parent) values (:code, :name, :level, :parent)
                on conflict (code) do nothing""").params(parameters(region)).update();
        if (added == 0) {
            throw Refusal.conflict("region.exists").at("code", "region.exists");
        }
        trace.record(Act.of("region.created", "region", region.code()).with("after", parameters(region)));
    }

    /**
     * Gives a region another name; its code and place in the tree stay, as they do in GB/T 2260: a region that moves
     * gets a new code.
     *
     * @throws Refusal {@code region.unknown}, {@code directory.changedMeanwhile} when somebody else changed it since
     */
    public void rename(String code, String name, int version) {
        Region before = regions.find(code).orElseThrow(() -> Refusal.notFound("region.unknown", code));
        Region after = new Region(code, name, before.level(), before.parent(), version);
        check(after);
        int changed = jdbc.sql("""
                update region set name = :name, version = version + 1 where code = :code and version = :version""")
                .param("name", name.strip())
                .param("code", code)
                .param("version", version)
                .update();
        if (changed == 0) {
            throw Refusal.conflict("directory.changedMeanwhile");
        }
        trace.record(Act.of("region.changed", "region", code).change(parameters(before), parameters(after)));
    }

    /**
     * Removes a region that nothing refers to.
     *
     * @throws Refusal {@code region.unknown}, {@code region.used} while regions lie in it or departments serve it
     */
    public void remove(String code) {
        Region before = regions.find(code).orElseThrow(() -> Refusal.notFound("region.unknown", code));
        boolean used = jdbc.sql("""
                select exists (select from region where parent = :code)
                    or exists (select from department where region = :code)""").param("code", code).query(Boolean.class).single();
        if (used) {
            throw Refusal.conflict("region.used", before.name());
        }
        jdbc.sql("delete from region where code = :code").param("code", code).update();
        trace.record(Act.of("region.removed", "region", code).with("before", parameters(before)));
    }

    private void check(Region region) {
        Refusal refusal = Refusal.rule("region.invalid");
        Optional<Region> parent = region.parent() == null ? Optional.empty() : regions.find(region.parent());
        if (!region.code().matches("[0-9]{" + region.level().digits() + "}")) {
            refusal = refusal.at("code", "region.code", region.level().digits());
        } else if (parent.isPresent() && !region.code().startsWith(prefix(parent.get()))) {
            refusal = refusal.at("code", "region.codeOfParent", prefix(parent.get()));
        }
        if (region.name().isBlank() || region.name().length() > 60) {
            refusal = refusal.at("name", "region.name");
        }
        boolean fits = parent.isPresent() == (region.parent() != null)
                && Objects.equals(
                        parent.map(Region::level).orElse(null), region.level().within());
        if (!fits) {
            refusal = refusal.at("parent", "region.parent");
        }
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
    }

    /** What the codes of all regions within this one begin with: 2 + 2 + 2 + 3 + 3 digits. */
    private static String prefix(Region region) {
        int digits =
                switch (region.level()) {
                    case CITY -> 4;
                    case COUNTY -> 6;
                    case TOWN -> 9;
                    case VILLAGE -> 12;
                };
        return region.code().substring(0, digits);
    }

    private static Map<String, @Nullable Object> parameters(Region region) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("code", region.code());
        parameters.put("name", region.name().strip());
        parameters.put("level", region.level().name());
        parameters.put("parent", region.parent());
        return parameters;
    }
}
