package org.xieban.inspection.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SearchWords;
import org.xieban.casefile.SqlConditions;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What is published of visits, version by version, in the database; rows are never changed but for which is the latest. */
@Repository
class PublicationRepository {

    private static final String SELECT = """
            select p.content, p.sha256, p.withdrawn, p.reason, p.lead, p.at from inspection_publication p
            """;

    private final JdbcClient jdbc;

    PublicationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What would be published of a visit as it stands; empty as long as its lead has not rolled it up. */
    Optional<PublishedVisit> draft(String caseNo) {
        List<PublishedVisit.Item> items = jdbc.sql("""
                        select i.code, i.name, i.basis, r.department, r.kind
                          from visit v join visit_result r on r.visit = v.id join inspection_item i on i.code = r.item
                         where v.case_no = :no order by r.department, i.code""")
                .param("no", caseNo)
                .query((row, number) -> new PublishedVisit.Item(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("basis"),
                        row.getString("department"),
                        ResultKind.valueOf(row.getString("kind"))))
                .list();
        return jdbc.sql("""
                        select o.name, o.credit_code, o.trade, o.region,
                               (select min(p.title) from visit_item i join inspection_plan p on p.case_no = i.task
                                 where i.visit = v.id) as plan,
                               (coalesce((select min(e.made_at) from visit_arrival a join visit_entry e on e.id = a.entry
                                           where a.visit = v.id), v.concluded_at) at time zone 'Asia/Shanghai')::date
                                   as visited_on
                          from visit v join inspection_object o on o.credit_code = v.credit_code
                         where v.case_no = :no and v.concluded_at is not null""")
                .param("no", caseNo)
                .query((row, number) -> new PublishedVisit(
                        caseNo,
                        1,
                        row.getString("name"),
                        row.getString("credit_code"),
                        row.getString("trade"),
                        row.getString("region"),
                        row.getString("plan"),
                        Objects.requireNonNull(row.getObject("visited_on", LocalDate.class)),
                        items))
                .optional();
    }

    /** Id of the visit of a case. */
    long visit(String caseNo) {
        return jdbc.sql("select id from visit where case_no = :no")
                .param("no", caseNo)
                .query(Long.class)
                .single();
    }

    void insert(Publication publication) {
        PublishedVisit said = publication.said();
        jdbc.sql("update inspection_publication set latest = false where case_no = :no and latest")
                .param("no", said.number())
                .update();
        String searched = SearchWords.searched(Stream.of(said.object()));
        Stream<PublishedVisit.Item> items = publication.withdrawn() ? Stream.of() : said.items().stream();
        List<PublishedVisit.Item> found = items.toList();
        jdbc.sql("""
                        insert into inspection_publication (case_no, version, withdrawn, latest, content, sha256, reason,
                            lead, credit_code, visited_on, items, departments, results, searched, grams, at)
                        values (:no, :version, :withdrawn, true, :content, :sha256, :reason,
                            :lead, :code, :on, :items, :departments, :results, :searched, :grams, :at)""")
                .param("no", said.number())
                .param("version", said.version())
                .param("withdrawn", publication.withdrawn())
                .param("content", publication.json())
                .param("sha256", publication.sha256())
                .param("reason", publication.reason())
                .param("lead", publication.lead())
                .param("code", said.creditCode())
                .param("on", said.visitedOn())
                .param("items", words(found.stream().map(PublishedVisit.Item::code)))
                .param("departments", words(found.stream().map(PublishedVisit.Item::department)))
                .param("results", words(found.stream().map(item -> item.result().name())))
                .param("searched", searched)
                .param("grams", SearchWords.grams(searched).toArray(String[]::new))
                .param("at", OfficialTime.of(publication.at()))
                .update();
    }

    private static String[] words(Stream<String> words) {
        return words.distinct().sorted().toArray(String[]::new);
    }

    /** All versions of a visit's results, the latest first. */
    List<Publication> versions(String caseNo) {
        return jdbc.sql(SELECT + " where p.case_no = :no order by p.version desc")
                .param("no", caseNo)
                .query(PublicationRepository::publication)
                .list();
    }

    /** The latest of each visit, the last visited first, from behind one. */
    List<Publication> list(PublicationFilter filter, @Nullable LocalDate day, @Nullable String caseNo, int limit) {
        SqlConditions conditions = conditions(filter);
        if (day != null && caseNo != null) {
            conditions.add("(p.visited_on, p.case_no) < (:day, :after)");
            conditions.with("day", day);
            conditions.with("after", caseNo);
        }
        return conditions.rows(
                jdbc, SELECT, "p.visited_on desc, p.case_no desc", limit, PublicationRepository::publication);
    }

    long count(PublicationFilter filter) {
        return conditions(filter).count(jdbc, "from inspection_publication p");
    }

    private static SqlConditions conditions(PublicationFilter filter) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("p.latest");
        conditions.add("p.items @> array[cast(:item as text)]", "item", filter.item());
        conditions.add("p.departments @> array[cast(:department as text)]", "department", filter.department());
        conditions.add("p.results @> array[cast(:result as text)]", "result", filter.result());
        conditions.add("p.visited_on >= :from", "from", filter.from());
        conditions.add("p.visited_on <= :until", "until", filter.until());
        if (filter.query() != null) {
            List<String> words = SearchWords.words(SearchWords.folded(filter.query()));
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).matches("[0-9a-z]{8,18}")) {
                    conditions.add(
                            "p.credit_code like :word" + i,
                            "word" + i,
                            words.get(i).toUpperCase(Locale.ROOT) + "%");
                } else {
                    SearchWords.require(conditions, "p", words.get(i), "word" + i);
                }
            }
        }
        return conditions;
    }

    private static Publication publication(ResultSet row, int number) throws SQLException {
        String json = row.getString("content");
        return new Publication(
                PublishedVisit.read(json),
                json,
                row.getString("sha256"),
                row.getBoolean("withdrawn"),
                row.getString("reason"),
                row.getString("lead"),
                Rows.moment(row, "at"));
    }
}
