package org.xieban.inspection.task;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.Inspector;
import org.xieban.inspection.register.InspectorRegister;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.web.Refusal;

/** What must hold of a task before anybody is asked about it, and once more when it is approved. */
@Component
class InspectionTaskRules {

    static final int LEAST_INSPECTORS = 2;
    static final int MOST_INSPECTORS = 5;

    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_WHY = 1_000;
    private static final int LONGEST_SOURCE = 200;
    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_ALLEGED = 2_000;
    private static final int LONGEST_NAME = 60;

    /** So many names are said; the others are counted. */
    private static final int NAMES = 3;

    private final ItemRegister items;
    private final ObjectRegister objects;
    private final InspectorRegister inspectors;
    private final TaskTeams teams;
    private final Visits visits;
    private final TaskSettings settings;

    InspectionTaskRules(
            ItemRegister items,
            ObjectRegister objects,
            InspectorRegister inspectors,
            TaskTeams teams,
            Visits visits,
            TaskSettings settings) {
        this.items = items;
        this.objects = objects;
        this.inspectors = inspectors;
        this.teams = teams;
        this.visits = visits;
        this.settings = settings;
    }

    /**
     * The departments that take part, ascending.
     *
     * @throws Refusal {@code task.invalid} (422) naming everything that is wrong; {@code task.nothingToInspect},
     *     {@code task.inspectors}, {@code task.capReached} (422)
     */
    List<String> check(InspectionTask.Terms terms, String lead, LocalDate today) {
        Refusal wrong = words(terms, Refusal.rule("task.invalid"));
        if (terms.begins().isBefore(today)
                || terms.ends().isBefore(terms.begins())
                || terms.ends().getYear() != terms.begins().getYear()) {
            wrong = wrong.at("begins", "plan.period");
        }
        if (terms.inspectorsEach() < LEAST_INSPECTORS || terms.inspectorsEach() > MOST_INSPECTORS) {
            wrong = wrong.at("inspectorsEach", "plan.inspectors", LEAST_INSPECTORS, MOST_INSPECTORS);
        }
        List<InspectionItem> found =
                items.of(terms.items()).stream().filter(InspectionItem::listed).toList();
        if (found.isEmpty() || found.size() < terms.items().size()) {
            wrong = wrong.at("items", "plan.items");
        }
        TreeSet<String> taking =
                found.stream().map(InspectionItem::department).collect(Collectors.toCollection(TreeSet::new));
        if (!found.isEmpty() && !taking.contains(lead)) {
            wrong = wrong.at("items", "plan.lead");
        }
        wrong = objects(terms, wrong);
        Set<String> known = inspectors.of(taking).stream().map(Inspector::login).collect(Collectors.toSet());
        for (String login : terms.named()) {
            if (!known.contains(login)) {
                wrong = wrong.at("named", "register.noInspector", login);
            }
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
        List<String> departments = List.copyOf(taking);
        possible(terms, departments);
        return departments;
    }

    private static Refusal words(InspectionTask.Terms terms, Refusal wrong) {
        Refusal more = wrong;
        if (terms.title().isBlank() || terms.title().length() > LONGEST_TITLE) {
            more = more.at("title", "plan.title", LONGEST_TITLE);
        }
        if (terms.why().isBlank() || terms.why().length() > LONGEST_WHY) {
            more = more.at("why", "plan.why", LONGEST_WHY);
        }
        if (terms.beyondCap().length() > LONGEST_WHY) {
            more = more.at("beyondCap", "register.tooLong", LONGEST_WHY);
        }
        InspectionTask.Origin origin = terms.origin();
        if (terms.kind().hasOrigin()
                && (origin.source().isEmpty() || origin.source().length() > LONGEST_SOURCE)) {
            more = more.at("source", "task.source", LONGEST_SOURCE);
        }
        if (terms.kind().hasOrigin()
                && (origin.alleged().isEmpty() || origin.alleged().length() > LONGEST_ALLEGED)) {
            more = more.at("alleged", "task.alleged", LONGEST_ALLEGED);
        }
        if (origin.number().length() > LONGEST_NUMBER) {
            more = more.at("sourceNo", "register.tooLong", LONGEST_NUMBER);
        }
        if (origin.informant().length() > LONGEST_NAME || origin.phone().length() > LONGEST_NAME) {
            more = more.at("informant", "register.tooLong", LONGEST_NAME);
        }
        return more;
    }

    private Refusal objects(InspectionTask.Terms terms, Refusal wrong) {
        if (terms.objects().isEmpty()) {
            return wrong.at("objects", "task.noObjects");
        }
        if (terms.objects().size() > settings.mostObjects()) {
            return wrong.at("objects", "task.tooMany", settings.mostObjects());
        }
        Refusal more = wrong;
        for (String code : terms.objects()) {
            if (objects.find(code).filter(InspectionObject::listed).isEmpty()) {
                more = more.at("objects", "register.unknown", code);
            }
        }
        return more;
    }

    /**
     * Makes sure that its visits can be planned in this transaction.
     *
     * @return the objects that are visited although they have been as often as they may
     * @throws Refusal {@code task.nothingToInspect}, {@code task.inspectors}, {@code task.capReached} (422)
     */
    Set<String> possible(InspectionTask.Terms terms, List<String> departments) {
        List<Visits.Going> wanted = teams.wanted(terms, departments);
        Map<String, Integer> left = visits.left(terms.objects(), terms.year());
        Set<String> joinable = visits.joinable(terms.objects(), terms.begins(), terms.ends());
        Set<String> beyond = visits.spent(wanted, terms.begins(), terms.ends());
        left.forEach((code, times) -> {
            if (times == 0 && !joinable.contains(code)) {
                beyond.add(code);
            }
        });
        if (!beyond.isEmpty()) {
            boolean allowed = settings.beyondCap().contains(terms.kind());
            if (!allowed || terms.beyondCap().isBlank()) {
                throw Refusal.rule(allowed ? "task.capReached" : "task.capForbids", beyond.size(), names(beyond));
            }
        }
        teams.requireEnough(terms, wanted);
        return beyond;
    }

    private String names(Set<String> codes) {
        return codes.stream()
                .limit(NAMES)
                .map(code -> objects.require(code).name())
                .collect(Collectors.joining("、"));
    }
}
