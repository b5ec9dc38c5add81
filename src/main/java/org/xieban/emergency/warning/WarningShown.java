package org.xieban.emergency.warning;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.document.DocumentKind;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** A warning in the office's words, as forms and documents have it. */
@Component
class WarningShown {

    private final Regions regions;
    private final Departments departments;
    private final OfficeTexts texts;

    WarningShown(Regions regions, Departments departments, OfficeTexts texts) {
        this.regions = regions;
        this.departments = departments;
        this.texts = texts;
    }

    /** What the forms of its steps show. */
    Map<String, @Nullable Object> of(WarningKind kind, String lead, boolean drill, Warning.Terms terms) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("drillText", drill ? texts.office("emergency.warning.drillText") : "");
        shown.put("kindText", texts.office(kind.textKey()));
        shown.put("colourText", texts.office(terms.colour().textKey()));
        shown.put("periodText", period(terms));
        shown.put("areaText", area(terms.regions()));
        shown.put("departmentsText", named(terms.departments()));
        shown.put("caution", terms.caution());
        shown.put("measures", terms.measures());
        shown.put("reasonText", terms.reason());
        shown.put("issuerText", DepartmentNames.of(departments).of(lead));
        shown.put(
                "regionOptions",
                regions.all().stream()
                        .map(each -> Map.of("label", each.name(), "value", each.code()))
                        .toList());
        return shown;
    }

    /** What is proposed beside what holds. */
    String change(Warning.Terms inForce, Warning.Version proposed) {
        Warning.Terms wanted = proposed.terms();
        return proposed.change() == Warning.Change.LIFT
                ? texts.office(
                        "emergency.warning.liftText",
                        texts.office(inForce.colour().textKey()),
                        wanted.reason())
                : texts.office(
                        "emergency.warning.adjustText",
                        texts.office(inForce.colour().textKey()),
                        texts.office(wanted.colour().textKey()),
                        area(wanted.regions()),
                        wanted.caution(),
                        wanted.measures(),
                        wanted.reason());
    }

    /** The fields of its official document of that kind. */
    Map<String, String> document(Warning warning, Warning.Version version, DocumentKind kind, Instant issuedAt) {
        Warning.Terms terms = version.terms();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", title(warning, version));
        fields.put("kind", texts.office(warning.kind().textKey()));
        fields.put("colour", texts.office(terms.colour().textKey()));
        fields.put("period", period(terms));
        fields.put("area", area(terms.regions()));
        fields.put("departments", named(terms.departments()));
        fields.put("caution", terms.caution());
        fields.put("measures", terms.measures());
        fields.put("reason", terms.reason());
        fields.put("time", OfficialTime.minute(issuedAt));
        fields.keySet().retainAll(kind.fields());
        return fields;
    }

    /** What it is called: 暴雨橙色预警. */
    String title(Warning warning, Warning.Version version) {
        return title(warning.kind(), warning.drill(), version.terms().colour());
    }

    String title(WarningKind kind, boolean drill, Colour colour) {
        return texts.office(
                drill ? "emergency.warning.drillTitle" : "emergency.warning.title",
                texts.office(kind.textKey()),
                texts.office("emergency.warning.colourShort." + colour));
    }

    String period(Warning.Terms terms) {
        return terms.endsAt() == null
                ? texts.office("emergency.warning.from", OfficialTime.minute(terms.startsAt()))
                : texts.office(
                        "emergency.warning.period",
                        OfficialTime.minute(terms.startsAt()),
                        OfficialTime.minute(terms.endsAt()));
    }

    String area(List<String> codes) {
        return regions.all().stream()
                .filter(each -> codes.contains(each.code()))
                .map(Region::name)
                .collect(Collectors.joining("、"));
    }

    private String named(List<String> codes) {
        DepartmentNames names = DepartmentNames.of(departments);
        return codes.stream().map(names::shortOf).collect(Collectors.joining("、"));
    }
}
