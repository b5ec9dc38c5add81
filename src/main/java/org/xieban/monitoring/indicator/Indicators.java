package org.xieban.monitoring.indicator;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.sources.DataResource;
import org.xieban.sources.Resources;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;
import org.xieban.web.CsvReader;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;
import org.xieban.web.SeenVersion;
import org.xieban.web.TableRows;

/** The register of indicators. */
@Component
@Transactional
public class Indicators {

    /** What is known before the register is read. */
    public static final Register NOTHING = new Register(0, Map.of(), Map.of());

    /** So many rows a table may have. */
    private static final int MOST_ROWS = 50_000;

    private final IndicatorStore store;
    private final Regions regions;
    private final Departments departments;
    private final Resources resources;
    private final Trace trace;
    private final Clock clock;
    private volatile Register register = NOTHING;

    Indicators(
            IndicatorStore store,
            Regions regions,
            Departments departments,
            Resources resources,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.regions = regions;
        this.departments = departments;
        this.resources = resources;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * All of the register at a moment, kept in memory.
     *
     * @param version grows with each change
     */
    public record Register(long version, Map<String, Indicator> byCode, Map<Integer, Indicator> byNumber) {}

    /** The register as it is now; read again only where it has changed, on whatever node. */
    @Transactional(readOnly = true)
    public Register register() {
        Register known = register;
        long version = store.version();
        if (known.version() != version) {
            List<Indicator> all = store.all();
            known = new Register(
                    version,
                    all.stream().collect(Collectors.toMap(Indicator::code, Function.identity())),
                    all.stream().collect(Collectors.toMap(Indicator::number, Function.identity())));
            register = known;
        }
        return known;
    }

    @Transactional(readOnly = true)
    public Optional<Indicator> find(String code) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("e.code = :code", "code", code);
        return store.rows(conditions, 1).stream().findFirst();
    }

    /**
     * The indicator of that code.
     *
     * @throws Refusal {@code indicator.unknown} (404)
     */
    @Transactional(readOnly = true)
    public Indicator require(String code) {
        return find(code).orElseThrow(() -> Refusal.notFound("indicator.unknown", code));
    }

    @Transactional(readOnly = true)
    public Listing<Indicator> list(IndicatorFilter filter, PageRequest page) {
        SqlConditions conditions = filter.conditions();
        long total = store.count(conditions);
        if (page.after() != null) {
            conditions.add("e.code > :after", "after", page.after().text(0));
        }
        return page.listing(store.rows(conditions, page.limit()), total, each -> new Object[] {each.code()});
    }

    /** So many at most of those that a filter lets through, by their codes. */
    @Transactional(readOnly = true)
    public List<Indicator> some(IndicatorFilter filter, boolean listed, int most) {
        SqlConditions conditions = filter.conditions();
        if (listed) {
            conditions.add("e.listed");
        }
        return store.rows(conditions, most);
    }

    /**
     * Keeps an indicator as it was typed.
     *
     * @param basedOn version that was seen, 0 for a new one
     * @return null where something is wrong, which is noted in the cells
     * @throws Refusal {@code register.exists}, {@code register.stale} (409), {@code indicator.foreign} (403)
     */
    public @Nullable Indicator save(Cells cells, int basedOn) {
        Indicator typed = IndicatorTable.read(cells, known());
        if (typed == null) {
            return null;
        }
        Indicator there = find(typed.code()).orElse(null);
        IndicatorKeepers.require(typed);
        if (there != null) {
            IndicatorKeepers.require(there);
        }
        SeenVersion.require(typed.code(), there == null ? 0 : there.version(), basedOn);
        if (!store.upsert(List.of(typed), OfficialTime.now(clock)).isEmpty()) {
            store.changed();
            trace.record(Act.of(there == null ? "indicator.registered" : "indicator.changed", "indicator", typed.code())
                    .change(there == null ? null : shown(there), shown(typed)));
        }
        return typed;
    }

    /**
     * Takes a table: rows that are right are kept, the others are told.
     *
     * @param rows the heading first
     * @throws Refusal {@code registerTable.…} (422)
     */
    public TableRows.Taken take(String name, List<CsvReader.Row> rows) {
        if (rows.size() > MOST_ROWS) {
            throw Refusal.rule("indicator.tableTooLong", MOST_ROWS);
        }
        IndicatorTable.Known known = known();
        Map<String, Indicator> there = register().byCode();
        TableRows.Taken taken = TableRows.take(
                name,
                rows,
                IndicatorTable.COLUMNS,
                cells -> {
                    Indicator read = IndicatorTable.read(cells, known);
                    if (read != null
                            && (!IndicatorKeepers.mayKeep(read)
                                    || !IndicatorKeepers.mayKeep(there.getOrDefault(read.code(), read)))) {
                        cells.wrong("provider", "indicator.foreign");
                    }
                    return read;
                },
                Indicator::code,
                indicators -> store.upsert(indicators, OfficialTime.now(clock)));
        if (taken.added() + taken.changed() > 0) {
            store.changed();
        }
        trace.record(taken.told(Act.of("indicator.imported", "indicator", name)));
        return taken;
    }

    /** Keeps on record that a list was taken away. */
    public void exported(IndicatorFilter filter) {
        trace.record(Act.of("indicator.exported", "indicator", "register").with("filter", filter.address()));
    }

    private IndicatorTable.Known known() {
        return new IndicatorTable.Known(
                codes(regions.all(), Region::code),
                codes(departments.all(), Department::code),
                resources.published().values().stream()
                        .filter(Indicators::maybeAsked)
                        .map(DataResource::code)
                        .collect(Collectors.toSet()));
    }

    /** What is shared without condition and of nobody in person; anything else needs a grant for each case. */
    private static boolean maybeAsked(DataResource resource) {
        return resource.sharing() == DataResource.Sharing.OPEN
                && resource.fields().stream().noneMatch(DataResource.Field::personal)
                && resource.keys().size() == 1;
    }

    private static <T> Set<String> codes(Collection<T> all, Function<T, String> code) {
        return all.stream().map(code).collect(Collectors.toSet());
    }

    private static Map<String, @Nullable Object> shown(Indicator indicator) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        List<@Nullable String> cells = IndicatorTable.write(indicator);
        for (int i = 0; i < cells.size(); i++) {
            shown.put(IndicatorTable.COLUMNS.get(i), cells.get(i));
        }
        return shown;
    }
}
