package org.xieban.catalogue;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.web.Csv;

/** Items as comma-separated values. */
@Component
class ItemExport {

    private static final List<String> COLUMNS = List.of(
            "code",
            "name",
            "implementationCode",
            "kind",
            "caseKind",
            "organ.department",
            "statutoryTerm",
            "promisedTerm",
            "materials",
            "fee.charged",
            "result.name",
            "inForce.from",
            "inForce.until");

    private final MessageSource messages;

    ItemExport(MessageSource messages) {
        this.messages = messages;
    }

    String csv(List<ItemVersion> versions, DepartmentNames departments, Locale locale) {
        Csv csv = new Csv()
                .line(COLUMNS.stream()
                        .map(column -> text("catalogue.field." + column, locale))
                        .toList());
        for (ItemVersion version : versions) {
            ServiceItem item = version.item();
            csv.line(List.of(
                    item.code(),
                    item.name(),
                    item.implementationCode(),
                    text("catalogue.kind." + item.kind(), locale),
                    text("catalogue.caseKind." + item.caseKind(), locale),
                    departments.of(item.organ().department()),
                    term(item.statutoryTerm(), locale),
                    term(item.promisedTerm(), locale),
                    String.valueOf(item.materials().size()),
                    text("catalogue.flag." + item.fee().charged(), locale),
                    item.result().name(),
                    item.inForce().from().toString(),
                    item.inForce().until() == null ? "" : item.inForce().until().toString()));
        }
        return csv.toString();
    }

    private String term(Term term, Locale locale) {
        return text("catalogue.amount." + term.unit(), locale, term.amount());
    }

    private String text(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
