package org.xieban.ledger;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.Materials;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Officers;
import org.xieban.trace.OfficialTime;

/**
 * Puts what the entries of a case's record hold into the reader's words: names for codes and logins, official time for
 * instants. The entries themselves stay as they were written.
 */
@Component
class CaseDetails {

    /** Said as a change, said together with another, or proof that nobody reads: fingerprints. */
    private static final Set<String> NOT_ALONE = Set.of("sha256", "sm3", "before", "after", "unit", "textVersion");

    /** What a reader wants to know first; the rest follows in the order of the entry. */
    private static final List<String> FIRST = List.of(
            "item",
            "resource",
            "kind",
            "number",
            "type",
            "procedure",
            "material",
            "conclusion",
            "outcome",
            "amount",
            "from",
            "dueAt");

    /** Acts that change who has a task: what was before and after are logins. */
    private static final Set<String> HOLDER_CHANGED =
            Set.of("task.reassigned", "task.transferred", "task.delegated", "task.resolved", "visit.inspectorChanged");

    private static final Set<String> PEOPLE = Set.of("approver", "assignee", "by", "officers", "told");

    /** Which texts say the constants of a member, by the family of the act; each module owns its own. */
    private static final Map<String, String> CONSTANTS = Map.ofEntries(
            Map.entry("case.before", "casefile.state."),
            Map.entry("case.after", "casefile.state."),
            Map.entry("case.conclusion", "casefile.conclusion."),
            Map.entry("case.kind", "approval.request."),
            Map.entry("case.outcome", "approval.requestState."),
            Map.entry("case.procedure", "timelimit.pause."),
            Map.entry("case.method", "approval.delivery."),
            Map.entry("case.recipientIs", "approval.recipientIs."),
            Map.entry("case.unit", "calendar.unit."),
            Map.entry("case.form", "ledger.form."),
            Map.entry("clock.kind", "timelimit.kind."),
            Map.entry("clock.type", "timelimit.pause."),
            Map.entry("clock.unit", "calendar.unit."),
            Map.entry("clock.lamp", "casefile.lamp."),
            Map.entry("clock.rung", "timelimit.rung."),
            Map.entry("data.purpose", "sources.purpose."),
            Map.entry("data.result", "sources.call.state."),
            Map.entry("data.reason", "sources.reasonOf."),
            Map.entry("data.outcome", "sources.byHand."),
            Map.entry("worklist.fault", "worklist.reconciliation.fault."),
            Map.entry("correction.outcome", "sharing.correction.state."),
            Map.entry("document.kind", "document.kind."),
            Map.entry("licence.before", "licence.state."),
            Map.entry("licence.after", "licence.state."),
            Map.entry("licence.trust", "licence.trust."),
            Map.entry("credit.before", "inspection.class."),
            Map.entry("credit.after", "inspection.class."),
            Map.entry("penalty.source", "penalty.source."),
            Map.entry("warning.warningKind", "emergency.warning.kind."),
            Map.entry("warning.colour", "emergency.warning.colour."),
            Map.entry("warning.warningChange", "emergency.warning.change."),
            Map.entry("library.how", "casefile.consent."),
            Map.entry("library.trust", "licence.trust."),
            Map.entry("visit.how", "inspection.arrival."),
            Map.entry("visit.result", "inspection.result."),
            Map.entry("visit.party", "inspection.party."),
            Map.entry("visit.outcome", "inspection.signature."),
            Map.entry("directive.acknowledgedHow", "directive.how."),
            Map.entry("event.eventKind", "emergency.event.kind."),
            Map.entry("event.source", "emergency.event.source."),
            Map.entry("event.grade", "emergency.event.grade."),
            Map.entry("event.byTable", "emergency.event.grade."),
            Map.entry("event.rating", "emergency.response.rating."),
            Map.entry("response.proposal", "emergency.response.kind."),
            Map.entry("response.level", "emergency.response.level."),
            Map.entry("response.before", "emergency.response.level."),
            Map.entry("response.after", "emergency.response.level."),
            Map.entry("report.reason", "emergency.report.reason."),
            Map.entry("command.post", "emergency.command.post."),
            Map.entry("event.eventState", "emergency.event.state."),
            Map.entry("penaltyDecision.ground", "penalty.ground."));

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)(\\[.+])?");
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final MessageSource messages;
    private final Officers officers;
    private final Departments departments;
    private final CaseFiles cases;
    private final Materials materials;

    CaseDetails(
            MessageSource messages, Officers officers, Departments departments, CaseFiles cases, Materials materials) {
        this.messages = messages;
        this.officers = officers;
        this.departments = departments;
        this.cases = cases;
        this.materials = materials;
    }

    /** One thing that is known of an act; the label is null where the words speak for themselves. */
    record Said(@Nullable String label, String words) {}

    /** The words of one case's record for one reader: the names that its entries mention are looked up once. */
    Words words(String caseNo, List<CaseTimeline.Entry> entries, Locale locale) {
        Map<String, String> names = new HashMap<>();
        Set<String> logins = new TreeSet<>();
        for (CaseTimeline.Entry entry : entries) {
            entry.detail().forEach((member, value) -> {
                if (PEOPLE.contains(member) || isReassigned(entry, member)) {
                    (value instanceof List<?> list ? list : Arrays.asList(value)).forEach(login -> {
                        if (login instanceof String text) {
                            logins.add(text);
                        }
                    });
                }
            });
        }
        officers.findAll(List.copyOf(logins)).forEach(officer -> names.put("by/" + officer.login(), officer.name()));
        for (Department department : departments.all()) {
            names.put("department/" + department.code(), department.shortName());
        }
        cases.find(caseNo).ifPresent(file -> {
            names.put("item/" + file.itemCode(), file.itemName());
            for (CaseMaterial material : materials.ofCase(caseNo)) {
                names.put("material/" + material.code(), material.name());
            }
        });
        return new Words(names, locale);
    }

    private static boolean isReassigned(CaseTimeline.Entry entry, String member) {
        return HOLDER_CHANGED.contains(entry.act()) && (member.equals("before") || member.equals("after"));
    }

    /** Whether a reader is told by a name what a member holds, or need not be. */
    static boolean isNamed(String member, MessageSource messages) {
        return NOT_ALONE.contains(member)
                || messages.getMessage("ledger.said." + member, null, null, Locale.CHINA) != null;
    }

    /** The words for what a member of an act holds, where it is one of its constants. */
    static @Nullable String constant(String act, String member, String value, MessageSource messages, Locale locale) {
        String texts = CONSTANTS.get(act.substring(0, Math.max(0, act.indexOf('.'))) + "." + member);
        return texts == null ? null : messages.getMessage(texts + value, null, null, locale);
    }

    /** Says the entries of one record in one language. */
    final class Words {

        private final Map<String, String> names;
        private final Locale locale;

        private Words(Map<String, String> names, Locale locale) {
            this.names = names;
            this.locale = locale;
        }

        List<Said> of(CaseTimeline.Entry entry) {
            Map<String, @Nullable Object> detail = entry.detail();
            List<Said> said = new ArrayList<>();
            if (detail.get("before") != null || detail.get("after") != null) {
                said.add(new Said(
                        null,
                        text(
                                "ledger.said.change",
                                words(entry, "before", detail.get("before")),
                                words(entry, "after", detail.get("after")))));
            }
            detail.keySet().stream()
                    .filter(member -> !NOT_ALONE.contains(member) && !isEmpty(detail.get(member)))
                    .sorted(Comparator.comparingInt(member -> FIRST.contains(member) ? FIRST.indexOf(member) : 99))
                    .forEach(member -> said.add(new Said(label(member), words(entry, member, detail.get(member)))));
            return said;
        }

        private static boolean isEmpty(@Nullable Object value) {
            return value == null || value.toString().isBlank();
        }

        private String label(String member) {
            return messages.getMessage("ledger.said." + member, null, member, locale);
        }

        private String words(CaseTimeline.Entry entry, String member, @Nullable Object value) {
            if (value == null) {
                return "—";
            }
            if (value instanceof Map<?, ?> map) {
                return map.entrySet().stream()
                        .map(each -> words(entry, String.valueOf(each.getKey()), each.getValue()))
                        .collect(Collectors.joining(" "));
            }
            if (value instanceof List<?> list) {
                return list.stream()
                        .map(each -> words(entry, member, each))
                        .collect(Collectors.joining(text("ledger.said.and")));
            }
            if (value instanceof Boolean) {
                return text("ledger.said." + value);
            }
            if (member.equals("amount")) {
                Object unit = entry.detail().get("unit");
                return unit == null ? value.toString() : text("ledger.said.term", value, words(entry, "unit", unit));
            }
            if (member.equals("size") && value instanceof Number size) {
                return CaseMaterial.sizeText(size.longValue());
            }
            return named(entry, member, value.toString());
        }

        private String named(CaseTimeline.Entry entry, String member, String value) {
            boolean person = PEOPLE.contains(member) || isReassigned(entry, member);
            String name = names.get((person ? "by" : member) + "/" + value);
            if (name != null) {
                return name;
            }
            if (INSTANT.matcher(value).matches()) {
                return TO_THE_SECOND.format(ZonedDateTime.parse(value).withZoneSameInstant(OfficialTime.ZONE));
            }
            String said = constant(entry.act(), member, value, messages, locale);
            return said == null ? value : said;
        }

        private String text(String key, Object... arguments) {
            return messages.getMessage(key, arguments, locale);
        }
    }
}
