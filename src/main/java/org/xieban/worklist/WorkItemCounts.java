package org.xieban.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.Lamp;
import org.xieban.casefile.SqlCondition;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.SignedInOfficer;

/** How many work items there are in an officer's lists, and of which kinds. */
@Repository
@Transactional(readOnly = true)
class WorkItemCounts {

    private final JdbcClient jdbc;
    private final WorkItems items;
    private final WorkItemLists lists;
    private final WorkItemAccess access;

    WorkItemCounts(JdbcClient jdbc, WorkItems items, WorkItemLists lists, WorkItemAccess access) {
        this.jdbc = jdbc;
        this.items = items;
        this.lists = lists;
        this.access = access;
    }

    /** What some work items of a list have in common, an item or a step, and how many these are. */
    record Choice(String code, String name, long count) {

        Choice with(Choice more) {
            return new Choice(code, name.compareTo(more.name) <= 0 ? name : more.name, count + more.count);
        }
    }

    /**
     * How many there are in a list, counted in one go.
     *
     * @param total those that the list shows
     * @param underAnyLamp those that it would show were it not restricted to a lamp
     * @param byLamp how many of these are under each lamp; those without a term are under none
     * @param byItem the items that it shows were it not restricted to one, the most frequent first
     * @param byStep the steps that it shows, were it not restricted to one, by their names
     */
    record Counts(long total, long underAnyLamp, Map<Lamp, Long> byLamp, List<Choice> byItem, List<Choice> byStep) {}

    /** So many work items of one item at one step are under one lamp. */
    private record Share(@Nullable Lamp lamp, String item, String itemName, String step, String stepName, long count) {

        static Share of(ResultSet row, int number) throws SQLException {
            return new Share(
                    WorkItemRows.lamp(row.getString("lamp")),
                    row.getString("item_code"),
                    row.getString("item_name"),
                    row.getString("step"),
                    row.getString("step_name"),
                    row.getLong("number"));
        }
    }

    Counts counts(TaskFilter filter, SignedInOfficer officer) {
        List<Share> shares = shares(filter.under(null).ofItem(null).atStep(null), officer);
        Predicate<Share> ofItem =
                share -> filter.item() == null || filter.item().equals(share.item);
        Predicate<Share> atStep =
                share -> filter.step() == null || filter.step().equals(share.step);
        Predicate<Share> underLamp = share -> filter.lamp() == null || filter.lamp() == share.lamp;
        Map<Lamp, Long> byLamp = new EnumMap<>(Lamp.class);
        for (Lamp lamp : Lamp.values()) {
            byLamp.put(lamp, sum(shares.stream().filter(ofItem.and(atStep).and(share -> share.lamp == lamp))));
        }
        return new Counts(
                sum(shares.stream().filter(ofItem.and(atStep).and(underLamp))),
                sum(shares.stream().filter(ofItem.and(atStep))),
                byLamp,
                choices(shares.stream()
                                .filter(atStep.and(underLamp))
                                .map(share -> new Choice(share.item, share.itemName, share.count)))
                        .sorted(Comparator.comparing(Choice::count).reversed().thenComparing(Choice::code))
                        .toList(),
                choices(shares.stream()
                                .filter(ofItem.and(underLamp))
                                .map(share -> new Choice(share.step, share.stepName, share.count)))
                        .sorted(Comparator.comparing(Choice::name).thenComparing(Choice::code))
                        .toList());
    }

    private List<Share> shares(TaskFilter filter, SignedInOfficer officer) {
        Optional<List<String>> names = lists.names(filter, officer);
        if (names.isPresent()) {
            // of each kind one is asked what it is called
            return jdbc.sql("select s.lamp, s.item_code, w.item_name, s.step, w.step_name, s.number"
                            + " from (select l.lamp, l.item_code, l.step, min(l.task_id) as one, count(*) as number from "
                            + WorkItemLists.rows(names.get(), "lists")
                            + " group by 1, 2, 3) s join work_item w on w.task_id = s.one")
                    .param("lists", names.get().toArray(String[]::new))
                    .query(Share::of)
                    .list();
        }
        SqlConditions conditions = items.conditions(filter, officer);
        return jdbc.sql("""
                select case when w.suspended then 'PAUSED' else w.lamp end as lamp, w.item_code,
                       min(w.item_name) as item_name, w.step, min(w.step_name) as step_name, count(*) as number
                  from work_item w""" + conditions.where() + " group by 1, 2, 4")
                .params(conditions.parameters())
                .query(Share::of)
                .list();
    }

    private static long sum(Stream<Share> shares) {
        return shares.mapToLong(Share::count).sum();
    }

    private static Stream<Choice> choices(Stream<Choice> parts) {
        Map<String, Choice> whole =
                parts.collect(Collectors.toMap(Choice::code, part -> part, Choice::with, HashMap::new));
        return whole.values().stream();
    }

    /**
     * How many wait in each list: of those of what is to be done all, of copies those that are not read. Counted in one
     * go.
     *
     * @param counted those that are known already
     */
    Map<Queue, Long> waiting(SignedInOfficer officer, Map<Queue, Long> counted) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        String inOneGo = Stream.of(Queue.MINE, Queue.GROUP, Queue.DEPARTMENT, Queue.WATCHED)
                .map(queue -> (counted.containsKey(queue) ? counted.get(queue) : number(queue, officer, parameters))
                        + " as " + queue)
                .collect(Collectors.joining(", "));
        String unread = condition(Queue.COPIED, officer, parameters);
        return jdbc.sql("select " + inOneGo + """
                        , (select count(*) from work_item w where %s and exists (
                             select from work_copy k
                              where k.officer = :login and k.task_id = w.task_id and k.read_at is null)) as COPIED""".formatted(unread))
                .params(parameters)
                .param("login", officer.login())
                .query((row, number) -> {
                    Map<Queue, Long> waiting = new EnumMap<>(Queue.class);
                    for (Queue queue : Queue.values()) {
                        if (queue != Queue.DONE) {
                            waiting.put(queue, row.getLong(queue.name()));
                        }
                    }
                    return waiting;
                })
                .single();
    }

    private String number(Queue queue, SignedInOfficer officer, Map<String, @Nullable Object> parameters) {
        Optional<List<String>> names = access.lists(queue, officer);
        if (names.isEmpty()) {
            return "(select count(*) from work_item w where " + condition(queue, officer, parameters) + ")";
        }
        String parameter = "lists" + queue;
        parameters.put(parameter, names.get().toArray(String[]::new));
        return "(select count(*) from " + WorkItemLists.rows(names.get(), parameter) + ")";
    }

    private String condition(Queue queue, SignedInOfficer officer, Map<String, @Nullable Object> parameters) {
        SqlCondition in = access.in(queue, officer);
        parameters.putAll(in.parameters());
        return in.sql();
    }
}
