package org.xieban.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Amount;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** Finds cases among those that an officer may see. */
@Component
@Transactional(readOnly = true)
public class CaseSearch {

    private static final Pattern BEGIN_OF_NUMBER = Pattern.compile("[a-z]{2}[0-9]{2}[0-9-]*");

    /** So many are found before they are sorted; the database does not know how rare some words are. */
    private static final int FEW = 2000;

    /**
     * For a search among very many: what is wanted of them are the first, they are read from memory, and how many there are
     * depends on what is looked for, so that no plan serves all.
     */
    private static final String ONE_OF_MANY = """
            select set_config('random_page_cost', '1.1', true), set_config('work_mem', '16MB', true),
                   set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
                   set_config('plan_cache_mode', 'force_custom_plan', true)""";

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
     * @param counted whether all of them are counted, which of very many takes longer than to find the first
     */
    public Listing<CaseFile> list(CaseFilter filter, SignedInOfficer officer, PageRequest page, boolean counted) {
        hurry();
        SqlConditions conditions = conditions(filter, officer);
        List<Hit> hits = hits(conditions);
        Long total = !counted ? null : Amount.of(hits.size()).more() ? count(conditions) : (long) hits.size();
        return page.listing(rows(filter.sort(), hits, conditions, page), total, file -> keys(filter.sort(), file));
    }

    /**
     * A page of cases as officers read it.
     *
     * @param next cursor of the next page, null on the last
     * @param amount how many the filter leaves
     * @param inAnyState how many it would leave were it not restricted to states
     * @param byState how many of these are in each state; empty where they are too many to be counted
     */
    public record Page(
            List<CaseFile> files,
            @Nullable String next,
            Amount amount,
            Amount inAnyState,
            Map<CaseState, Long> byState) {}

    /** The same page for somebody who reads on where there are very many, and does not wait until they are counted. */
    public Page page(CaseFilter filter, SignedInOfficer officer, PageRequest page) {
        hurry();
        List<Hit> inAnyState = hits(conditions(filter.inAnyState(), officer));
        boolean all = !Amount.of(inAnyState.size()).more();
        SqlConditions conditions = conditions(filter, officer);
        List<Hit> hits = filter.states().isEmpty()
                ? inAnyState
                : all
                        ? inAnyState.stream()
                                .filter(hit -> filter.states().contains(hit.state))
                                .toList()
                        : hits(conditions);
        Map<CaseState, Long> byState = new EnumMap<>(CaseState.class);
        if (all) {
            inAnyState.forEach(hit -> byState.merge(hit.state, 1L, Long::sum));
        }
        Listing<CaseFile> files =
                page.listing(rows(filter.sort(), hits, conditions, page), null, file -> keys(filter.sort(), file));
        return new Page(files.items(), files.next(), Amount.of(hits.size()), Amount.of(inAnyState.size()), byState);
    }

    /** A case that was found, before it is read. */
    private record Hit(String number, CaseState state) {}

    private List<Hit> hits(SqlConditions conditions) {
        return jdbc.sql("select c.number, c.state from case_file c" + conditions.where() + " limit :enough")
                .params(conditions.parameters())
                .param("enough", Amount.ENOUGH)
                .query((row, number) -> new Hit(row.getString("number"), CaseState.valueOf(row.getString("state"))))
                .list();
    }

    /** Of what was found if that is all, else of what the conditions leave. */
    private List<CaseFile> rows(CaseFilter.Sort sort, List<Hit> hits, SqlConditions conditions, PageRequest page) {
        if (hits.isEmpty()) {
            return List.of();
        }
        SqlConditions wanted = conditions;
        if (!Amount.of(hits.size()).more()) {
            wanted = new SqlConditions();
            wanted.add(
                    "c.number = any(:hits)",
                    "hits",
                    hits.stream().map(Hit::number).toArray(String[]::new));
        }
        after(sort, page.after(), wanted);
        return rows(sort, wanted, page.limit());
    }

    private List<CaseFile> rows(CaseFilter.Sort sort, SqlConditions conditions, int limit) {
        return conditions.rows(
                jdbc,
                "select " + CaseRepository.COLUMNS + " from case_file c",
                order(sort),
                limit,
                (row, number) -> CaseRepository.file(row));
    }

    private void hurry() {
        jdbc.sql(ONE_OF_MANY).query().singleRow();
    }

    /** How many cases the filter leaves of those that the officer may see. */
    long count(CaseFilter filter, SignedInOfficer officer) {
        hurry();
        return count(conditions(filter, officer));
    }

    private long count(SqlConditions conditions) {
        return conditions.count(jdbc, "from case_file c");
    }

    /** The cases of the list behind the last one of a batch, so many at most; the first where there is no last one. */
    List<CaseFile> batch(CaseFilter filter, SignedInOfficer officer, @Nullable CaseFile last, int size) {
        SqlConditions conditions = conditions(filter, officer);
        String list = listName(filter.sort());
        after(
                filter.sort(),
                last == null ? null : Cursor.read(list, Cursor.after(list, keys(filter.sort(), last))),
                conditions);
        return rows(filter.sort(), conditions, size);
    }

    /**
     * The condition that leaves what belongs to cases of which a text names the number, or parts of item, applicant or
     * number elsewhere; for a query of no more rows than one reads through.
     *
     * @param caseNoColumn holds the number of the case
     * @param searchedColumn holds what is searched of the case
     */
    public static SqlCondition finding(String query, String caseNoColumn, String searchedColumn) {
        SqlConditions conditions = new SqlConditions();
        words(query, caseNoColumn, conditions, (word, index) -> {
            conditions.add("position(:word" + index + " in " + searchedColumn + ") > 0", "word" + index, word);
        });
        return conditions.one();
    }

    /** The same for a query of very many rows. */
    public SqlCondition findingAmongMany(String query, String caseNoColumn, String searchedColumn) {
        SqlConditions conditions = new SqlConditions();
        words(query, conditions);
        List<String> found = jdbc.sql("select c.number from case_file c" + conditions.where() + " limit :few")
                .params(conditions.parameters())
                .param("few", FEW)
                .query(String.class)
                .list();
        return found.size() < FEW
                ? new SqlCondition(caseNoColumn + " = any(:found)", Map.of("found", found.toArray(String[]::new)))
                : finding(query, caseNoColumn, searchedColumn);
    }

    /**
     * The condition that leaves what belongs to cases of applicants whose name has this part.
     *
     * @param searchedColumn holds what is searched of the case, which has the name among the rest
     */
    public static SqlCondition ofApplicant(String part, String caseNoColumn, String searchedColumn) {
        SqlConditions conditions = new SqlConditions();
        conditions.add(
                "position(:searchedName in " + searchedColumn + ") > 0", "searchedName", SearchWords.folded(part));
        conditions.add(
                "(select position(lower(:applicant) in lower(c.applicant_name)) > 0 from case_file c where c.number = "
                        + caseNoColumn + ")",
                "applicant",
                part);
        return conditions.one();
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
            if (filter.lamp() == Lamp.GREEN) {
                // the others are named by their clocks; these are nearly all that are open
                conditions.add("c.closed_at is null");
            }
        }
        if (filter.query() != null) {
            words(filter.query(), conditions);
        }
        return conditions;
    }

    private static void words(String query, SqlConditions conditions) {
        words(
                query,
                "c.number",
                conditions,
                (word, index) -> SearchWords.require(conditions, "c", word, "word" + index));
    }

    /** @param part adds the condition that a word stands in what is searched */
    private static void words(
            String query, String numberColumn, SqlConditions conditions, BiConsumer<String, Integer> part) {
        Optional<CaseNumber> number = CaseNumber.read(query);
        if (number.isPresent()) {
            conditions.add(numberColumn + " = :number", "number", number.get().value());
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
                conditions.add(numberColumn + " like :number" + i, "number" + i, word.toUpperCase(Locale.ROOT) + "%");
            } else {
                part.accept(word, i);
            }
        }
    }

    private static @Nullable Object begin(@Nullable LocalDate day) {
        return day == null ? null : OfficialTime.of(OfficialTime.startOf(day));
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
