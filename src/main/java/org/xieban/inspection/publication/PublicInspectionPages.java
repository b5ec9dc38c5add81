package org.xieban.inspection.publication;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.register.Trades;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.ledger.checkpoints.ActProof;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.PageRequest;
import org.xieban.web.QueryString;
import org.xieban.web.Refusal;

/** Published results for everybody, without sign-in: searched, read with every version, exported, and proved. */
@Controller
@NamesDepartments
class PublicInspectionPages {

    private static final int BATCH = 1_000;

    private final Publications publications;
    private final PublicationChanges changes;
    private final ItemRegister items;
    private final Trades trades;
    private final Departments departments;
    private final MessageSource messages;

    PublicInspectionPages(
            Publications publications,
            PublicationChanges changes,
            ItemRegister items,
            Trades trades,
            Departments departments,
            MessageSource messages) {
        this.publications = publications;
        this.changes = changes;
        this.items = items;
        this.trades = trades;
        this.departments = departments;
        this.messages = messages;
    }

    /** What is asked for, as addresses carry it. */
    record Query(
            @Nullable String q,
            @Nullable String item,
            @Nullable String department,
            @Nullable ResultKind result,

            @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
            LocalDate from,

            @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
            LocalDate until) {

        PublicationFilter filter() {
            return new PublicationFilter(q, item, department, result, from, until);
        }

        /** As parameters of an address. */
        public String address() {
            return new QueryString()
                    .with("q", q)
                    .with("item", item)
                    .with("department", department)
                    .with("result", result)
                    .with("from", from)
                    .with("until", until)
                    .toString();
        }
    }

    @GetMapping("/public/inspections")
    String list(
            @ModelAttribute("query") Query query, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute(
                "listing", publications.list(query.filter(), PageRequest.of(Publications.LIST, after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        Map<String, String> names = new LinkedHashMap<>();
        List<InspectionItem> listed = items.listed();
        listed.forEach(item -> names.put(item.code(), item.name()));
        model.addAttribute("items", names);
        model.addAttribute(
                "inspecting",
                listed.stream().map(InspectionItem::department).distinct().toList());
        model.addAttribute("results", ResultKind.values());
        return "inspection/public-inspections";
    }

    /** What the list shows, all of it; a line for each item. */
    @GetMapping("/public/inspections.csv")
    void export(@ModelAttribute("query") Query query, Locale locale, HttpServletResponse response) throws IOException {
        PublicationFilter filter = query.filter();
        DepartmentNames names = DepartmentNames.of(departments);
        Attachment.begin(response, "inspections.csv", Attachment.CSV);
        Csv csv = new Csv(response.getWriter());
        csv.line(Stream.of("number", "object", "creditCode", "visitedOn", "department", "item", "result", "publishedOn")
                .map(column -> messages.getMessage("inspection.publication.column." + column, null, locale))
                .toList());
        List<Publication> batch = List.of();
        do {
            batch = publications.batch(
                    filter, batch.isEmpty() ? Optional.empty() : Optional.of(batch.get(batch.size() - 1)), BATCH);
            for (Publication each : batch) {
                lines(each, names, locale, csv);
            }
        } while (batch.size() == BATCH);
    }

    private void lines(Publication publication, DepartmentNames names, Locale locale, Csv csv) {
        PublishedVisit said = publication.said();
        String on = OfficialTime.dayOf(publication.at()).toString();
        if (publication.withdrawn()) {
            String withdrawn = messages.getMessage("inspection.publication.withdrawn", null, locale);
            csv.line(List.of(
                    said.number(), said.object(), said.creditCode(), "" + said.visitedOn(), "", "", withdrawn, on));
            return;
        }
        for (PublishedVisit.Item item : said.items()) {
            csv.line(List.of(
                    said.number(),
                    said.object(),
                    said.creditCode(),
                    said.visitedOn().toString(),
                    names.of(item.department()),
                    item.name(),
                    messages.getMessage(item.result().textKey(), null, locale),
                    on));
        }
    }

    @GetMapping("/public/inspections/{number}")
    String one(@PathVariable String number, Model model) {
        Publication latest = publications.require(number);
        model.addAttribute("latest", latest);
        model.addAttribute("versions", publications.versions(number));
        model.addAttribute("trades", trades.names());
        model.addAttribute("mayChange", !latest.withdrawn() && changes.mayPropose(latest));
        return "inspection/public-inspection";
    }

    /** A version byte by byte as its hash stands in the public log. */
    @GetMapping("/public/inspections/{number}/{version}.json")
    @ResponseBody
    ResponseEntity<byte[]> version(@PathVariable String number, @PathVariable int version) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(publications.requireOpen(number, version).json().getBytes(StandardCharsets.UTF_8));
    }

    /** The act by which a version was published, and what proves that it stands in the public log. */
    @GetMapping("/public/inspections/{number}/{version}/proof.json")
    @ResponseBody
    ActProof proof(@PathVariable String number, @PathVariable int version) {
        return publications.versions(number).stream()
                .filter(each -> each.said().version() == version)
                .findFirst()
                .flatMap(publications::proof)
                .orElseThrow(() -> Refusal.notFound("publication.unknown", number));
    }
}
