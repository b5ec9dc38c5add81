package org.xieban.inspection.task;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.xieban.inspection.Visits;
import org.xieban.inspection.draw.Draw;
import org.xieban.inspection.draw.DrawImpossibleException;
import org.xieban.inspection.draw.DrawTerms;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.InspectionSettings;
import org.xieban.inspection.register.Inspector;
import org.xieban.inspection.register.InspectorRegister;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Who goes to the objects of a task: of each department those who were named, else drawn by lot among all who may. With a
 * certificate to the last day, qualified in the trade, and with no relation to the object (行政处罚法 42, 43).
 */
@Component
class TaskTeams {

    private static final String ALL = "ALL";

    private final ObjectRegister objects;
    private final ItemRegister items;
    private final InspectorRegister inspectors;
    private final InspectionSettings settings;
    private final Trace trace;
    private final SecureRandom random = new SecureRandom();

    TaskTeams(
            ObjectRegister objects,
            ItemRegister items,
            InspectorRegister inspectors,
            InspectionSettings settings,
            Trace trace) {
        this.objects = objects;
        this.items = items;
        this.inspectors = inspectors;
        this.settings = settings;
        this.trace = trace;
    }

    /**
     * What every department does there, by nobody yet; a department goes where it has something to inspect.
     *
     * @throws Refusal {@code register.unknown} (404); {@code task.nothingToInspect} (422)
     */
    List<Visits.Going> wanted(InspectionTask.Terms terms, List<String> departments) {
        List<InspectionItem> inspected = items.of(terms.items());
        List<Visits.Going> wanted = new ArrayList<>();
        for (String code : terms.objects()) {
            InspectionObject object = objects.require(code);
            int before = wanted.size();
            for (String department : departments) {
                List<String> there = InspectionItem.of(department, object.trade(), inspected);
                if (!there.isEmpty()) {
                    wanted.add(new Visits.Going(code, department, List.of(), there));
                }
            }
            if (wanted.size() == before) {
                throw Refusal.rule("task.nothingToInspect", object.name());
            }
        }
        return wanted;
    }

    /**
     * Makes sure that enough inspectors can go, whoever is drawn.
     *
     * @throws Refusal {@code task.inspectors} (422) naming department and object
     */
    void requireEnough(InspectionTask.Terms terms, List<Visits.Going> wanted) {
        lots(terms, wanted);
    }

    /**
     * Names or draws them.
     *
     * @throws Refusal as {@link #requireEnough}
     */
    List<Visits.Going> choose(InspectionTask task, List<Visits.Going> wanted) {
        Map<String, SortedMap<String, List<String>>> chosen = new TreeMap<>();
        for (DrawTerms lot : lots(task.terms(), wanted)) {
            byte[] seed = new byte[Draw.SEED];
            random.nextBytes(seed);
            Draw.carryOut(lot, seed, lot.fingerprint(), visit -> chosen.put(visit.object(), visit.inspectors()));
            // whoever has the registers as they were draws it again
            trace.record(Act.of("inspectionTask.inspectorsDrawn", "inspectionTask", task.caseNo())
                    .inCase(task.caseNo(), TaskModel.DECIDE)
                    .with("seed", HexFormat.of().formatHex(seed))
                    .with("fingerprint", HexFormat.of().formatHex(lot.fingerprint())));
        }
        return wanted.stream()
                .map(each -> new Visits.Going(
                        each.creditCode(),
                        each.department(),
                        chosen.getOrDefault(each.creditCode(), new TreeMap<>())
                                .getOrDefault(each.department(), List.of()),
                        each.items()))
                .toList();
    }

    /** A draw of inspectors for the objects to which the same departments go; all of the objects are visited. */
    private List<DrawTerms> lots(InspectionTask.Terms terms, List<Visits.Going> wanted) {
        Map<String, List<String>> goTo = new TreeMap<>();
        wanted.forEach(each -> goTo.computeIfAbsent(each.creditCode(), none -> new ArrayList<>())
                .add(each.department()));
        Map<List<String>, List<String>> together = new LinkedHashMap<>();
        goTo.forEach((code, departments) ->
                together.computeIfAbsent(departments, none -> new ArrayList<>()).add(code));
        List<DrawTerms> lots = new ArrayList<>();
        together.forEach((departments, codes) -> lots.add(lot(terms, departments, codes)));
        return lots;
    }

    private DrawTerms lot(InspectionTask.Terms terms, List<String> departments, List<String> codes) {
        TreeMap<String, Integer> whole = new TreeMap<>(Map.of(ALL, DrawTerms.WHOLE));
        List<DrawTerms.Target> targets = codes.stream()
                .map(objects::require)
                .map(object -> new DrawTerms.Target(object.creditCode(), ALL, object.trade(), 1))
                .toList();
        try {
            return new DrawTerms(
                    settings.hash(),
                    departments,
                    terms.inspectorsEach(),
                    whole,
                    targets,
                    mayGo(terms, departments, codes));
        } catch (DrawImpossibleException impossible) {
            String[] where = (impossible.where() + " ").split(" ", -1);
            throw Refusal.rule("task.inspectors", where[0], terms.inspectorsEach(), where[1]);
        }
    }

    private List<DrawTerms.Inspector> mayGo(InspectionTask.Terms terms, List<String> departments, List<String> codes) {
        List<Inspector> all = inspectors.of(departments);
        List<String> named = all.stream()
                .filter(each -> terms.named().contains(each.login()))
                .map(Inspector::department)
                .distinct()
                .toList();
        return all.stream()
                .filter(each -> each.maySetOut(terms.ends()) && !each.trades().isEmpty())
                .filter(each ->
                        !named.contains(each.department()) || terms.named().contains(each.login()))
                .map(each -> new DrawTerms.Inspector(
                        each.login(),
                        each.department(),
                        each.trades(),
                        each.recusals().stream()
                                .map(Inspector.Recusal::creditCode)
                                .filter(codes::contains)
                                .sorted()
                                .distinct()
                                .toList()))
                .toList();
    }
}
