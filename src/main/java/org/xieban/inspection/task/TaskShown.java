package org.xieban.inspection.task;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.inspection.Proposals;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.web.OfficeTexts;

/** A task in the office's words, as the forms of its steps show it: they are kept with the case. */
@Component
class TaskShown {

    /** So many objects are named in a form; the page has them all. */
    private static final int NAMES = 20;

    private final Proposals proposals;
    private final ObjectRegister objects;
    private final Officers officers;
    private final OfficeTexts texts;

    TaskShown(Proposals proposals, ObjectRegister objects, Officers officers, OfficeTexts texts) {
        this.proposals = proposals;
        this.objects = objects;
        this.officers = officers;
        this.texts = texts;
    }

    Map<String, @Nullable Object> of(InspectionTask.Terms terms, String lead, List<String> taking) {
        Map<String, @Nullable Object> shown =
                proposals.shown(lead, taking, terms.begins(), terms.ends(), terms.items());
        shown.put("taskTitle", terms.title());
        shown.put("taskKindText", texts.office(terms.kind().textKey()));
        shown.put(
                "objectCount",
                texts.office("inspection.task.objectCount", terms.objects().size()));
        String more = terms.objects().size() > NAMES ? "\n…" : "";
        shown.put(
                "objectNames",
                terms.objects().stream()
                        .limit(NAMES)
                        .map(objects::require)
                        .map(object -> object.name() + " " + object.creditCode())
                        .collect(Collectors.joining("\n", "", more)));
        shown.put("inspectorsText", inspectors(terms));
        shown.put("originText", origin(terms.origin()));
        shown.put("allegedText", terms.origin().alleged());
        shown.put("why", terms.why());
        shown.put("beyondCapText", terms.beyondCap());
        return shown;
    }

    private String inspectors(InspectionTask.Terms terms) {
        String each = texts.office("inspection.plan.inspectorsText", terms.inspectorsEach());
        return terms.named().isEmpty()
                ? texts.office("inspection.task.inspectorsDrawn", each)
                : texts.office(
                        "inspection.task.inspectorsNamed",
                        each,
                        officers.findAll(terms.named()).stream()
                                .map(Officer::name)
                                .collect(Collectors.joining("、")));
    }

    private String origin(InspectionTask.Origin origin) {
        return List.of(origin.source(), origin.number(), origin.informant(), origin.phone()).stream()
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" · "));
    }
}
