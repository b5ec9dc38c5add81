package org.xieban.inspection.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CreditCode;
import org.xieban.casefile.SearchWords;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;

/** The register of objects (检查对象名录库), kept by the office of joint inspection for all departments. */
@Component
@Transactional
public class ObjectRegister extends Register<InspectionObject> {

    private static final List<String> COLUMNS = List.of(
            "creditCode", "name", "trade", "region", "place", "creditClass", "riskMarks", "lastInspected", "listed");

    private static final int MOST_MARKS = 20;
    private static final int LONGEST_MARK = 40;

    private final Trades trades;
    private final KnownInDirectory directory;

    ObjectRegister(JdbcClient jdbc, Trace trace, Clock clock, Trades trades, KnownInDirectory directory) {
        super(jdbc, trace, clock);
        this.trades = trades;
        this.directory = directory;
    }

    @Override
    String name() {
        return "objects";
    }

    @Override
    List<String> columns() {
        return COLUMNS;
    }

    @Override
    String select() {
        // without what it is searched by, which is most of a row
        return """
                select e.credit_code, e.name, e.trade, e.region, e.place, e.credit_class, e.risk_marks, e.last_inspected,
                       e.listed, e.version
                  from inspection_object e""";
    }

    @Override
    String keyColumn() {
        return "credit_code";
    }

    @Override
    void restrict(RegisterFilter filter, SqlConditions conditions) {
        conditions.add("e.trade = :trade", "trade", filter.trade());
        conditions.add("e.credit_class = :class", "class", filter.creditClass());
        conditions.add(
                "e.region like :region",
                "region",
                filter.region() == null ? null : RegisterFilter.within(filter.region()) + "%");
        if (filter.query() == null) {
            return;
        }
        List<String> words = SearchWords.words(SearchWords.folded(filter.query()));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.matches("[0-9a-z]{6,18}")) {
                conditions.add("e.credit_code like :word" + i, "word" + i, word.toUpperCase(Locale.ROOT) + "%");
            } else {
                SearchWords.require(conditions, "e", word, "word" + i);
            }
        }
    }

    /** Those of these codes. */
    @Transactional(readOnly = true)
    public List<InspectionObject> of(Collection<String> codes) {
        return jdbc().sql(select() + " where e.credit_code = any(:codes)")
                .param("codes", codes.toArray(String[]::new))
                .query((row, number) -> entry(row))
                .list();
    }

    /** The trades of objects that are listed, each with how many. */
    @Transactional(readOnly = true)
    public Map<String, Long> byTrade() {
        return Rows.counts(
                jdbc().sql("select trade, count(*) from inspection_object where listed group by trade order by trade"));
    }

    @Override
    Known known(Collection<Cells> rows) {
        return directory.without();
    }

    @Override
    @Nullable
    InspectionObject read(Cells cells, Known known) {
        String typedCode = cells.text("creditCode", 40);
        CreditCode code = typedCode.isEmpty() ? null : cells.reading("creditCode", () -> CreditCode.of(typedCode));
        String name = cells.text("name", 200);
        String trade = cells.known("trade", trades::known, "register.trade");
        String region = cells.known("region", known::region, "register.region");
        String place = cells.text("place", 300);
        String creditClass = cells.known(
                "creditClass",
                typed -> Stream.of(CreditClass.values())
                        .anyMatch(each -> each.name().equals(typed)),
                "register.creditClass");
        List<String> marks = cells.several("riskMarks");
        if (marks.size() > MOST_MARKS || marks.stream().anyMatch(mark -> mark.length() > LONGEST_MARK)) {
            cells.wrong("riskMarks", "register.riskMarks", MOST_MARKS, LONGEST_MARK);
        }
        LocalDate last = cells.day("lastInspected");
        boolean listed = cells.yes("listed", true);
        return code == null || !cells.faults().isEmpty()
                ? null
                : new InspectionObject(
                        code.value(),
                        name,
                        trade,
                        region,
                        place,
                        CreditClass.valueOf(creditClass),
                        marks,
                        last,
                        listed,
                        0);
    }

    @Override
    List<@Nullable String> write(InspectionObject object) {
        return Arrays.asList(
                object.creditCode(),
                object.name(),
                object.trade(),
                object.region(),
                object.place(),
                object.creditClass().name(),
                String.join(" ", object.riskMarks()),
                object.lastInspected() == null ? null : object.lastInspected().toString(),
                String.valueOf(object.listed()));
    }

    @Override
    @Nullable
    String department(InspectionObject object) {
        return null;
    }

    /** A row of the table. */
    private record Row(
            String creditCode,
            String name,
            String trade,
            String region,
            String place,
            String creditClass,
            List<String> riskMarks,
            @Nullable LocalDate lastInspected,
            boolean listed,
            String searched,
            Set<String> grams) {

        static Row of(InspectionObject object) {
            String searched = SearchWords.searched(
                    Stream.concat(Stream.of(object.name(), object.place()), object.riskMarks().stream()));
            return new Row(
                    object.creditCode(),
                    object.name(),
                    object.trade(),
                    object.region(),
                    object.place(),
                    object.creditClass().name(),
                    object.riskMarks(),
                    object.lastInspected(),
                    object.listed(),
                    searched,
                    SearchWords.grams(searched));
        }
    }

    /** A table that does not say when somebody was inspected last does not make it unknown. */
    @Override
    List<Boolean> upsert(List<InspectionObject> objects, Instant now) {
        return jdbc().sql("""
                insert into inspection_object as o
                    (credit_code, name, trade, region, place, credit_class, risk_marks, last_inspected, listed,
                     searched, grams, changed_at)
                select r."creditCode", r.name, r.trade, r.region, r.place, r."creditClass", r."riskMarks",
                       r."lastInspected", r.listed, r.searched, r.grams, :now
                  from json_to_recordset(cast(:rows as json)) as r (
                       "creditCode" text, name text, trade text, region text, place text, "creditClass" text,
                       "riskMarks" text[], "lastInspected" date, listed boolean, searched text, grams text[])
                on conflict (credit_code) do update
                   set name = excluded.name, trade = excluded.trade, region = excluded.region, place = excluded.place,
                       credit_class = excluded.credit_class, risk_marks = excluded.risk_marks,
                       last_inspected = greatest(excluded.last_inspected, o.last_inspected), listed = excluded.listed,
                       searched = excluded.searched, grams = excluded.grams, changed_at = excluded.changed_at,
                       version = o.version + 1
                 where (o.name, o.trade, o.region, o.place, o.credit_class, o.risk_marks, o.listed)
                       is distinct from (excluded.name, excluded.trade, excluded.region, excluded.place,
                           excluded.credit_class, excluded.risk_marks, excluded.listed)
                    or excluded.last_inspected > coalesce(o.last_inspected, '-infinity')
                returning xmax = 0""")
                .param("rows", Rows.json(objects.stream().map(Row::of).toList()))
                .param("now", OfficialTime.of(now))
                .query(Boolean.class)
                .list();
    }

    @Override
    InspectionObject entry(ResultSet row) throws SQLException {
        return new InspectionObject(
                row.getString("credit_code"),
                row.getString("name"),
                row.getString("trade"),
                row.getString("region"),
                row.getString("place"),
                CreditClass.valueOf(row.getString("credit_class")),
                texts(row, "risk_marks"),
                row.getObject("last_inspected", LocalDate.class),
                row.getBoolean("listed"),
                row.getInt("version"));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) Objects.requireNonNull(row.getArray(column)).getArray());
    }
}
