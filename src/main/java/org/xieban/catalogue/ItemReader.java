package org.xieban.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an item from a tree of texts, be it a file or a form, and says of each field what is wrong with it. Where a
 * field is wrong it reads on with a stand-in, so that everything wrong is told at once.
 */
final class ItemReader {

    static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,47}");
    private static final Pattern DEPARTMENT = Pattern.compile("[a-zA-Z0-9-]{1,40}");
    private static final Pattern PROCESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,79}");
    private static final int NAME = 120;

    private ItemReader() {}

    /**
     * What came of reading.
     *
     * @param item the item, null if anything is wrong
     * @param violations what is wrong, in the order of the fields
     */
    record Reading(@Nullable ServiceItem item, List<Violation> violations) {}

    static Reading read(JsonNode tree) {
        List<Violation> violations = new ArrayList<>();
        ServiceItem item = item(new ItemFields(tree, "", violations));
        if (violations.isEmpty()) {
            violations.addAll(ItemRules.check(item));
        }
        return new Reading(violations.isEmpty() ? item : null, List.copyOf(violations));
    }

    private static ServiceItem item(ItemFields fields) {
        ServiceItem item = new ServiceItem(
                fields.matching("code", CODE, "item.code"),
                fields.text("implementationCode", 64),
                fields.text("name", NAME),
                fields.choice("kind", ServiceItem.Kind.class),
                fields.choice("caseKind", ServiceItem.CaseKind.class),
                fields.choice("weight", ServiceItem.Weight.class),
                fields.flagUnlessMissing("examinerMayDecide"),
                fields.object("organ", ItemReader::organ),
                fields.list("coDepartments", 0, ItemReader::coDepartment),
                fields.list("legalBasis", 1, ItemReader::legalBasis),
                fields.object("statutoryTerm", ItemReader::term),
                fields.object("promisedTerm", ItemReader::term),
                fields.choices("applicantKinds", 1, ServiceItem.ApplicantKind.class),
                fields.texts("conditions", 1),
                fields.list("materials", 0, ItemReader::material),
                fields.list("procedure", 1, ItemReader::step),
                fields.choices("specialProcedures", 0, ServiceItem.SpecialProcedure.class),
                fields.object("fee", ItemReader::fee),
                fields.object("service", ItemReader::service),
                fields.object("result", ItemReader::result),
                fields.list("scales", 0, ItemReader::scale),
                fields.matching("processKey", PROCESS, "item.processKey"),
                fields.matching("formKey", CODE, "item.code"),
                fields.object("inForce", ItemReader::inForce));
        fields.nothingElse();
        return item;
    }

    private static ServiceItem.Organ organ(ItemFields fields) {
        return new ServiceItem.Organ(
                fields.matching("department", DEPARTMENT, "item.department.code"),
                fields.choice("level", ServiceItem.Organ.Level.class),
                fields.choice("powerSource", ServiceItem.Organ.PowerSource.class),
                fields.optionalText("entrustedBy", NAME),
                fields.matching("window", DEPARTMENT, "item.department.code"));
    }

    private static ServiceItem.CoDepartment coDepartment(ItemFields fields) {
        return new ServiceItem.CoDepartment(
                fields.matching("department", DEPARTMENT, "item.department.code"), fields.text("matter", NAME));
    }

    private static ServiceItem.LegalBasis legalBasis(ItemFields fields) {
        return new ServiceItem.LegalBasis(
                fields.text("law", NAME), fields.text("article", NAME), fields.optionalText("gist", ItemFields.TEXT));
    }

    private static Term term(ItemFields fields) {
        return new Term(
                fields.number("amount", 1, Term.LONGEST),
                fields.choice("unit", Term.Unit.class),
                fields.choice("startEvent", Term.StartEvent.class),
                fields.text("legalBasis", ItemFields.TEXT));
    }

    private static Material material(ItemFields fields) {
        return new Material(
                fields.matching("code", CODE, "item.code"),
                fields.text("name", NAME),
                fields.choice("form", Material.Form.class),
                fields.number("number", 1, 99),
                fields.flag("required"),
                fields.flag("mayFollow"),
                fields.list("sources", 1, ItemReader::source),
                fields.text("check", ItemFields.TEXT),
                fields.optionalText("exemptWhen", ItemFields.TEXT),
                fields.optionalObject("keptFor", ItemReader::validity));
    }

    private static Material.Source source(ItemFields fields) {
        Material.Source.Kind kind = fields.choice("kind", Material.Source.Kind.class);
        return kind == Material.Source.Kind.APPLICANT
                ? new Material.Source(kind, fields.optionalText("code", NAME), fields.optionalText("name", NAME))
                : new Material.Source(kind, fields.matching("code", CODE, "item.code"), fields.text("name", NAME));
    }

    private static ServiceItem.Step step(ItemFields fields) {
        return new ServiceItem.Step(fields.text("name", NAME), fields.text("text", ItemFields.TEXT));
    }

    private static ServiceItem.Fee fee(ItemFields fields) {
        boolean charged = fields.flag("charged");
        return charged
                ? new ServiceItem.Fee(
                        true, fields.text("standard", ItemFields.TEXT), fields.text("legalBasis", ItemFields.TEXT))
                : new ServiceItem.Fee(
                        false,
                        fields.optionalText("standard", ItemFields.TEXT),
                        fields.optionalText("legalBasis", ItemFields.TEXT));
    }

    private static ServiceItem.Service service(ItemFields fields) {
        return new ServiceItem.Service(
                fields.text("place", ItemFields.TEXT),
                fields.text("hours", ItemFields.TEXT),
                fields.text("consult", NAME),
                fields.text("complaint", NAME),
                fields.choices("channels", 1, ServiceItem.Service.Channel.class),
                fields.number("visits", 0, 9));
    }

    private static ServiceItem.Result result(ItemFields fields) {
        return new ServiceItem.Result(
                fields.text("name", NAME),
                fields.choice("kind", ServiceItem.Result.Kind.class),
                fields.optionalMatching("licence", CODE, "item.code"),
                fields.optionalObject("validity", ItemReader::validity));
    }

    private static ServiceItem.Validity validity(ItemFields fields) {
        return new ServiceItem.Validity(
                fields.number("amount", 1, 100), fields.choice("unit", ServiceItem.Validity.Unit.class));
    }

    private static ServiceItem.Scale scale(ItemFields fields) {
        return new ServiceItem.Scale(
                fields.matching("code", CODE, "item.code"),
                fields.text("name", NAME),
                fields.choice("weight", ServiceItem.Weight.class));
    }

    private static ServiceItem.InForce inForce(ItemFields fields) {
        return new ServiceItem.InForce(fields.date("from"), fields.optionalDate("until"));
    }
}
