package org.xieban.emergency.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.report.Report.Kind;
import org.xieban.emergency.resource.Assignment;
import org.xieban.emergency.resource.ResourceAssignments;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** What the record knows of an event, in the office's words: what a report begins with. */
@Component
class ReportFacts {

    private final ReportStore store;
    private final Directives directives;
    private final ResourceAssignments resources;
    private final Departments departments;
    private final Regions regions;
    private final OfficeTexts texts;

    ReportFacts(
            ReportStore store,
            Directives directives,
            ResourceAssignments resources,
            Departments departments,
            Regions regions,
            OfficeTexts texts) {
        this.store = store;
        this.directives = directives;
        this.resources = resources;
        this.departments = departments;
        this.regions = regions;
        this.texts = texts;
    }

    /** What a report is called: 首报 · 大沙河洪水. */
    String title(Event event, Kind kind, int no) {
        return texts.office(
                event.drill() ? "emergency.report.drillTitle" : "emergency.report.title",
                texts.office("emergency.report.kind." + kind, no),
                event.title());
    }

    /** What the forms of its steps show; the text to begin with as long as nobody has written another. */
    Map<String, @Nullable Object> form(Event event, Report report, List<Report.Call> merged) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("drillText", report.drill() ? texts.office("emergency.report.drillText") : "");
        shown.put("reportTitle", title(event, report.kind(), report.no()));
        shown.put("phoneDueText", due(report.due().telephone(), report));
        shown.put("writtenDueText", due(report.due().written(), report));
        shown.put(
                "causeText",
                Stream.concat(Stream.of(report.call()), merged.stream())
                        .map(this::cause)
                        .collect(Collectors.joining("\n")));
        shown.put("correctsText", corrects(report));
        shown.put("factsText", facts(event));
        if (report.writing() == null) {
            shown.put("reportText", draft(event, report));
            Harm harm = event.harm();
            shown.put("dead", harm.dead());
            shown.put("missing", harm.missing());
            shown.put("seriouslyInjured", harm.seriouslyInjured());
            shown.put("injured", harm.injured());
            shown.put("evacuated", harm.evacuated());
            shown.put("lossYuan", harm.lossYuan());
            shown.put("areaKm2", harm.areaKm2());
        }
        return shown;
    }

    private String due(@Nullable Instant at, Report report) {
        return at == null
                ? ""
                : texts.office(
                        "emergency.report.dueText",
                        OfficialTime.minute(at),
                        report.due().basis());
    }

    /** Why a report is made. */
    String cause(Report.Call call) {
        String reason = texts.office(call.reason().textKey());
        return call.text().isEmpty() ? reason : texts.office("emergency.report.cause", reason, call.text());
    }

    private String corrects(Report report) {
        return report.corrects() == null
                ? ""
                : store.find(report.corrects()).map(this::named).orElse("");
    }

    private String named(Report report) {
        String what = texts.office("emergency.report.kind." + report.kind(), report.no());
        return report.writing() == null || report.writing().documentNumber() == null
                ? what
                : texts.office(
                        "emergency.report.numbered", what, report.writing().documentNumber());
    }

    /** What the record knows of an event now, one fact a line. */
    String facts(Event event) {
        List<String> lines = new ArrayList<>();
        lines.add(texts.office(
                "emergency.report.fact.what",
                event.title(),
                texts.office(event.kind().textKey()),
                texts.office(event.kind().of().textKey())));
        lines.add(texts.office(
                "emergency.report.fact.when",
                OfficialTime.minute(event.occurredAt()),
                OfficialTime.minute(event.reportedAt()),
                texts.office(event.source().textKey())));
        lines.add(texts.office("emergency.report.fact.where", region(event), event.place()));
        lines.add(harm(event.harm()));
        lines.add(grade(event));
        lines.add(response(event));
        lines.add(progress(event));
        lines.add(resources(event));
        return String.join("\n", lines);
    }

    private String region(Event event) {
        return regions.find(event.region()).map(Region::name).orElse(event.region());
    }

    /** The harm in one sentence, as it goes out. */
    public String harm(Harm harm) {
        return texts.office(
                "emergency.report.fact.harm",
                whole(harm.dead()),
                whole(harm.missing()),
                whole(harm.injured()),
                whole(harm.seriouslyInjured()),
                whole(harm.evacuated()),
                plain(harm.lossYuan().movePointLeft(4)),
                plain(harm.areaKm2()));
    }

    /** How the casualties have changed. */
    String casualties(Harm before, Harm now) {
        List<String> changes = new ArrayList<>();
        changed(changes, "dead", before.dead(), now.dead());
        changed(changes, "missing", before.missing(), now.missing());
        changed(changes, "injured", before.injured(), now.injured());
        changed(changes, "seriouslyInjured", before.seriouslyInjured(), now.seriouslyInjured());
        return String.join("，", changes);
    }

    private void changed(List<String> changes, String figure, int before, int now) {
        if (before != now) {
            changes.add(texts.office("emergency.report.changed." + figure, whole(before), whole(now)));
        }
    }

    private static String whole(int number) {
        return Integer.toString(number);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private String grade(Event event) {
        return event.grade() == null
                ? texts.office("emergency.report.fact.ungraded")
                : texts.office(
                        "emergency.report.fact.grade",
                        texts.office(event.grade().textKey()));
    }

    private String response(Event event) {
        Instant since = event.respondingSince();
        if (event.level() == null || since == null) {
            return texts.office("emergency.report.fact.noResponse");
        }
        String level = texts.office(event.level().levelKey());
        Instant until = event.respondedUntil();
        return until == null
                ? texts.office("emergency.report.fact.response", OfficialTime.minute(since), level)
                : texts.office(
                        "emergency.report.fact.responded",
                        OfficialTime.minute(since),
                        level,
                        OfficialTime.minute(until));
    }

    /** How far what was ordered has come. */
    private String progress(Event event) {
        List<Directive> given = directives.standing(event.caseNo());
        return given.isEmpty()
                ? texts.office("emergency.report.fact.noDirectives")
                : texts.office(
                        "emergency.report.fact.directives",
                        whole(given.size()),
                        in(given, Directive.State.SENT),
                        in(given, Directive.State.IN_PROGRESS),
                        in(given, Directive.State.COMPLETED));
    }

    /** What is in action. */
    private String resources(Event event) {
        Map<String, List<Assignment>> there = resources.standing(event.caseNo()).stream()
                .collect(Collectors.groupingBy(Assignment::resource, TreeMap::new, Collectors.toList()));
        if (there.isEmpty()) {
            return texts.office("emergency.report.fact.noResources");
        }
        DepartmentNames names = DepartmentNames.of(departments);
        return texts.office(
                "emergency.report.fact.resources",
                there.values().stream().map(given -> named(given, names)).collect(Collectors.joining("、")));
    }

    private String named(List<Assignment> given, DepartmentNames names) {
        Assignment one = given.get(0);
        return texts.office(
                "emergency.report.fact.resource",
                names.shortOf(one.department()),
                one.name(),
                whole(given.stream().mapToInt(Assignment::amount).sum()),
                one.unit());
    }

    private static String in(List<Directive> given, Directive.State state) {
        return Long.toString(
                given.stream().filter(each -> each.state() == state).count());
    }

    /** A text to begin with; a correction begins with what is wrong. */
    private String draft(Event event, Report report) {
        String begun = texts.office(
                "emergency.report.draft." + report.kind(),
                OfficialTime.minute(event.occurredAt()),
                region(event) + event.place(),
                texts.office(event.kind().textKey()),
                grade(event),
                response(event),
                progress(event),
                resources(event));
        return report.corrects() == null
                ? begun
                : texts.office(
                        "emergency.report.draft.correction",
                        corrects(report),
                        report.call().text(),
                        begun);
    }
}
