package org.xieban.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** Finds cases among those that an officer may see. */
@Component
@Transactional(readOnly = true)
public class CaseSearch {

    private static final Pattern BEGIN_OF_NUMBER = Pattern.compile("[a-z]{2}[0-9]{2}[0-9-]*");

    /** So many are sorted in no time. */
    private static final int FEW = 2000;

    private final JdbcClient jdbc;
    private final CaseAccess access;
    private final ObjectProvider<CaseClocks> clocks;

    CaseSearch(JdbcClient jdbc, CaseAccess access, ObjectProvider<CaseClocks> clocks) {
        this.jdbc = jdbc;
        this.access = access;
        this.clocks = clocks;
    }

    /** What a {@link PageRequest} calls a list so sorted. */
    public static String listName(CaseFilter.Sort sort) {
        return "cases/" + sort.code();
    }

    /**
     * A page of the cases that the filter leaves and the officer may see.
     *
     * @param page of the list {@link #listName}
     */
    public Listing<CaseFile> list(CaseFilter filter, SignedInOfficer officer, PageRequest page) {
        SqlConditions conditions = conditions(filter, officer);
        long total = count(conditions);
        after(filter.sort(), page.after(), conditions);
        return page.listing(
                rows(filter.sort(), conditions, total <= FEW, page.limit()), total, file -> keys(filter.sort(), file));
    }

    /** @param few whether they are found first and sorted then; the database does not know how rare some words are */
    private List<CaseFile> rows(CaseFilter.Sort sort, SqlConditions conditions, boolean few, int limit) {
        String found = "case_file c" + conditions.where();
        return jdbc.sql("select " + CaseRepository.COLUMNS + " from "
                        + (few ? "(select c.* from " + found + " offset 0) c" : found)
                        + " order by " + order(sort) + " limit :limit")
                .params(conditions.parameters())
                .param("limit", limit)
                .query((row, number) -> CaseRepository.file(row))
                .list();
    }

    /** How many cases the filter leaves of those that the officer may see. */
    long count(CaseFilter filter, SignedInOfficer officer) {
        return count(conditions(filter, officer));
    }

    private long count(SqlConditions conditions) {
        return jdbc.sql("select count(*) from case_file c" + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    /** The cases of the list behind the last one of a batch, so many at most; the first where there is no last one. */
    List<CaseFile> batch(CaseFilter filter, SignedInOfficer officer, @Nullable CaseFile last, int size) {
        SqlConditions conditions = conditions(filter, officer);
        String list = listName(filter.sort());
        after(
                filter.sort(),
                last == null ? null : Cursor.read(list, Cursor.after(list, keys(filter.sort(), last))),
                conditions);
        return rows(filter.sort(), conditions, false, size);
    }

    /** How many of the cases that the rest of the filter leaves are in each state; states without any are left out. */
    public Map<CaseState, Long> countByState(CaseFilter filter, SignedInOfficer officer) {
        SqlConditions conditions = conditions(filter.inAnyState(), officer);
        Map<CaseState, Long> counts = new EnumMap<>(CaseState.class);
        jdbc.sql("select c.state, count(*) as number from case_file c" + conditions.where() + " group by c.state")
                .params(conditions.parameters())
                .query(row -> {
                    counts.put(CaseState.valueOf(row.getString("state")), row.getLong("number"));
                });
        return counts;
    }

    /**
     * The condition that leaves the cases of which a text names the number, or parts of item, applicant or number
     * elsewhere.
     *
     * @param caseNoColumn the column of a query that holds the number of the case
     */
    public SqlCondition finding(String query, String caseNoColumn) {
        SqlConditions conditions = new SqlConditions();
        words(query, conditions);
        if (isRare(conditions)) {
            return new SqlCondition(
                    caseNoColumn + " = any(array(select c.number from case_file c" + conditions.where() + "))",
                    conditions.parameters());
        }
        // asked of each row of the query: the database would find them all first, not knowing how many there are
        return new SqlCondition(
                "(select true from case_file c" + conditions.where() + " and c.number = " + caseNoColumn + " offset 0)",
                conditions.parameters());
    }

    private boolean isRare(SqlConditions conditions) {
        return jdbc.sql("select count(*) from (select from case_file c" + conditions.where() + " limit :few) c")
                        .params(conditions.parameters())
                        .param("few", FEW)
                        .query(Long.class)
                        .single()
                < FEW;
    }

    /** The condition that leaves the cases of applicants whose name has this part. */
    public SqlCondition ofApplicant(String part, String caseNoColumn) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("position(lower(:applicant) in lower(c.applicant_name)) > 0", "applicant", part);
        return existing(conditions, caseNoColumn);
    }

    private static SqlCondition existing(SqlConditions conditions, String caseNoColumn) {
        String joined = conditions.where() + " and c.number = " + caseNoColumn;
        return new SqlCondition("exists (select from case_file c" + joined + ")", conditions.parameters());
    }

    private SqlConditions conditions(CaseFilter filter, SignedInOfficer officer) {
        SqlConditions conditions = new SqlConditions();
        conditions.add(access.visibleTo(officer, "c.number"));
        conditions.add("c.item_code = :item", "item", filter.item());
        conditions.add("c.lead_department = :department", "department", filter.department());
        conditions.add("c.registered_at >= :from", "from", begin(filter.from()));
        conditions.add(
                "c.registered_at < :to",
                "to",
                begin(filter.to() == null ? null : filter.to().plusDays(1)));
        if (!filter.states().isEmpty()) {
            conditions.add(
                    "c.state = any(:states)",
                    "states",
                    filter.states().stream().map(Enum::name).toArray(String[]::new));
        }
        if (filter.lamp() != null) {
            CaseClocks known = clocks.getIfAvailable();
            conditions.add(known == null ? SqlCondition.NONE : known.under(filter.lamp(), "c.number"));
        }
        if (filter.query() != null) {
            words(filter.query(), conditions);
        }
        return conditions;
    }

    private static void words(String query, SqlConditions conditions) {
        Optional<CaseNumber> number = CaseNumber.read(query);
        if (number.isPresent()) {
            conditions.add("c.number = :number", "number", number.get().value());
            return;
        }
        List<String> words = SearchWords.words(SearchWords.folded(query));
        if (words.isEmpty()) {
            // spaces of other alphabets
            conditions.add("true");
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (BEGIN_OF_NUMBER.matcher(word).matches()) {
                // nearly all numbers share their first characters: the index of characters would find everything
                conditions.add("c.number like :number" + i, "number" + i, word.toUpperCase(Locale.ROOT) + "%");
            } else {
                SearchWords.require(conditions, "c", word, "word" + i);
            }
        }
    }

    private static @Nullable Object begin(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(OfficialTime.ZONE).toOffsetDateTime();
    }

    private static void after(CaseFilter.Sort sort, @Nullable Cursor cursor, SqlConditions conditions) {
        if (cursor == null) {
            return;
        }
        if (sort == CaseFilter.Sort.ITEM) {
            conditions.add("(c.item_name, c.number) > (:afterItem, :afterNumber)", "afterItem", cursor.text(0));
        } else {
            Instant at = cursor.instant(0);
            conditions.add(
                    "(c.registered_at, c.number) " + (sort == CaseFilter.Sort.NEWEST ? "<" : ">")
                            + " (:afterTime, :afterNumber)",
                    "afterTime",
                    at == null ? null : OfficialTime.of(at));
        }
        conditions.with("afterNumber", cursor.text(1));
    }

    private static String order(CaseFilter.Sort sort) {
        return switch (sort) {
            case NEWEST -> "c.registered_at desc, c.number desc";
            case OLDEST -> "c.registered_at, c.number";
            case ITEM -> "c.item_name, c.number";
        };
    }

    private static @Nullable Object[] keys(CaseFilter.Sort sort, CaseFile file) {
        Object first = sort == CaseFilter.Sort.ITEM ? file.itemName() : file.registeredAt();
        return new Object[] {first, file.number()};
    }
}
