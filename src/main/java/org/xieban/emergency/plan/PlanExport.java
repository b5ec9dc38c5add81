package org.xieban.emergency.plan;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.emergency.contact.Contact;
import org.xieban.web.Csv;
import org.xieban.web.OfficeTexts;

/** A plan as one table, for those who work with paper and spreadsheets. */
@Component
class PlanExport {

    private final Departments departments;
    private final OfficeTexts texts;

    PlanExport(Departments departments, OfficeTexts texts) {
        this.departments = departments;
        this.texts = texts;
    }

    String table(PlanVersion plan, Map<String, Contact> called) {
        DepartmentNames names = DepartmentNames.of(departments);
        Csv csv = new Csv();
        line(
                csv,
                text("part"),
                text("who"),
                text("what"),
                text("acknowledge"),
                text("complete"),
                text("item"),
                text("atOnce"));
        line(csv, text("title"), names.of(plan.department()), plan.title(), null, null, null, null);
        line(csv, text("conditions"), null, plan.conditions(), null, null, null, null);
        plan.checklist().forEach(each -> line(csv, text("checklist"), null, each.text(), null, null, null, null));
        plan.orders()
                .forEach(each -> line(
                        csv,
                        text("order"),
                        names.of(each.department()),
                        each.text(),
                        String.valueOf(each.acknowledgeMinutes()),
                        String.valueOf(each.completeMinutes()),
                        plan.content()
                                .item(each.item())
                                .map(PlanContent.Item::text)
                                .orElse(null),
                        each.atOnce() ? text("marked") : null));
        plan.contacts().stream()
                .map(called::get)
                .filter(each -> each != null)
                .forEach(each -> line(csv, text("contact"), each.called(), each.phone(), null, null, null, null));
        plan.resources()
                .forEach(each -> line(
                        csv,
                        text("resource"),
                        texts.office(each.kind().textKey()),
                        String.valueOf(each.amount()),
                        null,
                        null,
                        null,
                        null));
        return csv.toString();
    }

    private String text(String column) {
        return texts.office("emergency.plan.export." + column);
    }

    private static void line(Csv csv, @Nullable String... cells) {
        csv.line(Arrays.asList(cells));
    }
}
