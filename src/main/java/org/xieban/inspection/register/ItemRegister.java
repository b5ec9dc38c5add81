package org.xieban.inspection.register;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.trace.Upsert;
import org.xieban.web.Cells;

/** The list of what is inspected (抽查事项清单), each department's items kept by itself; published for everybody. */
@Component
@Transactional
public class ItemRegister extends Register<InspectionItem> {

    private static final List<String> COLUMNS = List.of(
            "code",
            "name",
            "department",
            "basis",
            "trades",
            "shareA",
            "shareB",
            "shareC",
            "shareD",
            "yearlyCap",
            "unannounced",
            "points",
            "listed");

    private static final Upsert UPSERT = new Upsert(
            "inspection_item",
            List.of(
                    "code",
                    "name",
                    "department",
                    "basis",
                    "trades",
                    "shares",
                    "yearly_cap",
                    "unannounced",
                    "points",
                    "listed"));

    private static final int DAYS = 365;
    private static final int MOST_POINTS = 30;
    private static final int LONGEST_POINT = 200;

    private final Trades trades;
    private final KnownInDirectory directory;

    ItemRegister(JdbcClient jdbc, Trace trace, Clock clock, Trades trades, KnownInDirectory directory) {
        super(jdbc, trace, clock);
        this.trades = trades;
        this.directory = directory;
    }

    @Override
    String name() {
        return "items";
    }

    @Override
    List<String> columns() {
        return COLUMNS;
    }

    @Override
    String select() {
        return "select e.* from inspection_item e";
    }

    @Override
    String keyColumn() {
        return "code";
    }

    @Override
    void restrict(RegisterFilter filter, SqlConditions conditions) {
        conditions.add("e.department = :department", "department", filter.department());
        conditions.add("(e.trades = '{}' or e.trades @> array[cast(:trade as text)])", "trade", filter.trade());
        conditions.add("(e.name ilike :query or e.code ilike :query)", "query", Rows.containing(filter.query()));
    }

    /** All that are on the list, by code. */
    @Transactional(readOnly = true)
    public List<InspectionItem> listed() {
        return jdbc().sql(select() + " where e.listed order by e.code")
                .query((row, number) -> entry(row))
                .list();
    }

    /** Those of these codes, by code. */
    @Transactional(readOnly = true)
    public List<InspectionItem> of(Collection<String> codes) {
        return jdbc().sql(select() + " where e.code = any(:codes) order by e.code")
                .param("codes", codes.toArray(String[]::new))
                .query((row, number) -> entry(row))
                .list();
    }

    @Override
    Known known(Collection<Cells> rows) {
        return directory.without();
    }

    @Override
    @Nullable
    InspectionItem read(Cells cells, Known known) {
        String code = cells.text("code", 40);
        if (!code.isEmpty() && !code.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            cells.wrong("code", "register.code");
        }
        String name = cells.text("name", 200);
        String department = cells.known("department", known::department, "register.department");
        String basis = cells.text("basis", 500);
        List<String> applies = cells.several("trades");
        applies.stream()
                .filter(trade -> !trades.known(trade))
                .findFirst()
                .ifPresent(trade -> cells.wrong("trades", "register.trade", trade));
        Map<CreditClass, Integer> shares = new EnumMap<>(CreditClass.class);
        for (CreditClass each : CreditClass.values()) {
            shares.put(each, cells.share("share" + each));
        }
        int cap = cells.number("yearlyCap", 1, DAYS);
        boolean unannounced = cells.yes("unannounced", false);
        List<String> points = points(cells);
        boolean listed = cells.yes("listed", true);
        return cells.faults().isEmpty()
                ? new InspectionItem(
                        code, name, department, basis, applies, shares, cap, unannounced, points, listed, 0)
                : null;
    }

    private static List<String> points(Cells cells) {
        List<String> points = Arrays.stream(cells.typed("points").split("[;；\n]", -1))
                .map(String::strip)
                .filter(point -> !point.isEmpty())
                .distinct()
                .toList();
        if (points.size() > MOST_POINTS || points.stream().anyMatch(point -> point.length() > LONGEST_POINT)) {
            cells.wrong("points", "register.points", MOST_POINTS, LONGEST_POINT);
        }
        return points;
    }

    @Override
    List<@Nullable String> write(InspectionItem item) {
        List<@Nullable String> cells = new ArrayList<>(Arrays.asList(
                item.code(), item.name(), item.department(), item.basis(), String.join(" ", item.trades())));
        item.shares().values().forEach(share -> cells.add(percent(share)));
        cells.add(String.valueOf(item.yearlyCap()));
        cells.add(String.valueOf(item.unannounced()));
        cells.add(String.join("；", item.points()));
        cells.add(String.valueOf(item.listed()));
        return cells;
    }

    /** So many of ten thousand, in per cent. */
    public static String percent(int share) {
        return BigDecimal.valueOf(share, 2).stripTrailingZeros().toPlainString();
    }

    @Override
    String department(InspectionItem item) {
        return item.department();
    }

    /** A row of the table. */
    private record Row(
            String code,
            String name,
            String department,
            String basis,
            List<String> trades,
            List<Integer> shares,
            int yearlyCap,
            boolean unannounced,
            List<String> points,
            boolean listed) {

        static Row of(InspectionItem item) {
            return new Row(
                    item.code(),
                    item.name(),
                    item.department(),
                    item.basis(),
                    item.trades(),
                    List.copyOf(item.shares().values()),
                    item.yearlyCap(),
                    item.unannounced(),
                    item.points(),
                    item.listed());
        }
    }

    @Override
    List<Boolean> upsert(List<InspectionItem> items, Instant now) {
        return UPSERT.keep(jdbc(), items.stream().map(Row::of).toList(), now);
    }

    @Override
    InspectionItem entry(ResultSet row) throws SQLException {
        Integer[] kept =
                (Integer[]) Objects.requireNonNull(row.getArray("shares")).getArray();
        Map<CreditClass, Integer> shares = new EnumMap<>(CreditClass.class);
        for (CreditClass each : CreditClass.values()) {
            shares.put(each, kept[shares.size()]);
        }
        return new InspectionItem(
                row.getString("code"),
                row.getString("name"),
                row.getString("department"),
                row.getString("basis"),
                ObjectRegister.texts(row, "trades"),
                shares,
                row.getInt("yearly_cap"),
                row.getBoolean("unannounced"),
                ObjectRegister.texts(row, "points"),
                row.getBoolean("listed"),
                row.getInt("version"));
    }
}
