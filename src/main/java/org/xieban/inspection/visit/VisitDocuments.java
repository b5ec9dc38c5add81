package org.xieban.inspection.visit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** The documents of a visit: the notice that announces it, and the record of what was found on site (现场检查笔录). */
@Component
class VisitDocuments {

    private final Documents documents;
    private final VisitForms forms;
    private final Departments departments;
    private final Officers officers;
    private final OfficeTexts texts;

    VisitDocuments(
            Documents documents, VisitForms forms, Departments departments, Officers officers, OfficeTexts texts) {
        this.documents = documents;
        this.forms = forms;
        this.departments = departments;
        this.officers = officers;
        this.texts = texts;
    }

    void issueNotice(Visit visit, LocalDate day, String prepare) {
        documents.issue(
                visit.caseNo(),
                DocumentKind.INSPECTION_NOTICE,
                Map.of(
                        "object", visit.object().name(),
                        "place", visit.object().place(),
                        "visitedOn", day.toString(),
                        "matters", forms.items(visit),
                        "teams", forms.teams(visit),
                        "prepare", prepare));
    }

    void issueRecord(Visit visit, SiteRecord record, String summary) {
        Map<String, String> people = officers
                .findAll(Stream.of(
                                record.arrivals().stream().map(SiteRecord.Arrival::login),
                                record.signatures().stream()
                                        .map(SiteRecord.Signature::login)
                                        .filter(login -> login != null)
                                        .map(String::valueOf),
                                record.changes().stream().flatMap(change -> Stream.of(change.leftOut(), change.sent())))
                        .flatMap(logins -> logins)
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(Officer::login, Officer::name));
        DepartmentNames names = DepartmentNames.of(departments);
        documents.issue(
                visit.caseNo(),
                DocumentKind.INSPECTION_RECORD,
                Map.of(
                        "object", visit.object().name(),
                        "creditCode", visit.object().creditCode(),
                        "place", visit.object().place(),
                        "arrivals",
                                lines(record.arrivals().stream()
                                        .map(each -> texts.office(
                                                "inspection.record.arrival",
                                                names.shortOf(each.department()),
                                                people.getOrDefault(each.login(), each.login()),
                                                OfficialTime.minute(each.madeAt()),
                                                texts.office(each.how().textKey()),
                                                each.reason() == null ? "" : each.reason()))),
                        "changes",
                                lines(record.changes().stream()
                                        .map(each -> texts.office(
                                                "inspection.record.change",
                                                people.getOrDefault(each.leftOut(), each.leftOut()),
                                                people.getOrDefault(each.sent(), each.sent()),
                                                each.reason()))),
                        "findings", findings(visit, record, names),
                        "photographs",
                                lines(record.photographs().stream()
                                        .map(each -> texts.office(
                                                "inspection.record.photograph",
                                                OfficialTime.minute(each.takenAt()),
                                                each.caption(),
                                                each.sha256()))),
                        "signatures",
                                lines(visit.parts().stream()
                                        .flatMap(part -> record.signedNow(part.department()).stream())
                                        .map(each -> signature(each, names, people))),
                        "summary", summary));
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }

    private String findings(Visit visit, SiteRecord record, DepartmentNames names) {
        List<String> lines = new ArrayList<>();
        for (InspectionItem item : visit.items()) {
            record.result(item.code()).ifPresent(found -> {
                String points = found.points().stream()
                        .map(point -> point.point() + " "
                                + texts.office(point.answer().textKey()))
                        .collect(Collectors.joining("；"));
                lines.add(texts.office(
                        points.isEmpty() ? "inspection.record.finding" : "inspection.record.findingOfPoints",
                        names.shortOf(item.department()),
                        item.name(),
                        texts.office(found.kind().textKey()),
                        found.finding(),
                        points));
            });
        }
        return String.join("\n", lines);
    }

    private String signature(SiteRecord.Signature signature, DepartmentNames names, Map<String, String> people) {
        String login = signature.login();
        String who = login == null
                ? texts.office("inspection.record.object", signature.name()).strip()
                : names.shortOf(signature.department()) + " " + people.getOrDefault(login, login);
        return switch (signature.outcome()) {
            case SIGNED ->
                texts.office(
                        "inspection.record.signed",
                        who,
                        OfficialTime.minute(signature.at()),
                        String.valueOf(signature.image()));
            case REFUSED, ABSENT ->
                texts.office(
                        "inspection.record.notSigned",
                        names.shortOf(signature.department()),
                        texts.office(signature.outcome().textKey()),
                        signature.witness().isEmpty() ? "—" : signature.witness(),
                        signature.video().isEmpty() ? "—" : signature.video());
        };
    }
}
