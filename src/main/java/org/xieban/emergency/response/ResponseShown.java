package org.xieban.emergency.response;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.document.DocumentKind;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventShown;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** What is proposed and decided of a response in the office's words, as forms and documents have it. */
@Component
class ResponseShown {

    private final EventShown events;
    private final Departments departments;
    private final OfficeTexts texts;

    ResponseShown(EventShown events, Departments departments, OfficeTexts texts) {
        this.events = events;
        this.departments = departments;
        this.texts = texts;
    }

    /** What is proposed. */
    String proposal(ResponseProposal proposal) {
        return switch (proposal.kind()) {
            case START ->
                texts.office(
                        "emergency.response.startText",
                        events.level(proposal.level()),
                        String.valueOf(proposal.hours()),
                        proposal.measures(),
                        proposal.reason());
            case CHANGE ->
                texts.office(
                        "emergency.response.changeText",
                        events.level(proposal.before()),
                        events.level(proposal.level()),
                        String.valueOf(proposal.hours()),
                        proposal.measures(),
                        proposal.reason());
            case END -> texts.office("emergency.response.endText", events.level(proposal.level()), proposal.reason());
        };
    }

    /** The orders, one a line; empty where there are none. */
    String orders(List<DraftOrder> orders) {
        DepartmentNames names = DepartmentNames.of(departments);
        return orders.stream()
                .map(each -> texts.office(
                        "emergency.response.orderText",
                        names.shortOf(each.department()),
                        each.text(),
                        String.valueOf(each.acknowledge()),
                        String.valueOf(each.complete())))
                .collect(Collectors.joining("\n"));
    }

    /** The notice by which something of a response is made known (突发事件应对法 72); of a drill one of its own. */
    DocumentKind kind(ResponseProposal proposal, boolean drill) {
        return switch (proposal.kind()) {
            case START -> drill ? DocumentKind.RESPONSE_DRILL_START : DocumentKind.RESPONSE_START;
            case CHANGE -> drill ? DocumentKind.RESPONSE_DRILL_LEVEL : DocumentKind.RESPONSE_LEVEL;
            case END -> drill ? DocumentKind.RESPONSE_DRILL_END : DocumentKind.RESPONSE_END;
        };
    }

    /**
     * The fields of that notice.
     *
     * @param ordered codes of the departments that it tells
     */
    Map<String, String> document(Event event, ResponseProposal proposal, Set<String> ordered, Instant now) {
        DepartmentNames names = DepartmentNames.of(departments);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                "departments",
                ordered.isEmpty()
                        ? texts.office("emergency.response.allDepartments")
                        : ordered.stream().map(names::shortOf).collect(Collectors.joining("、")));
        fields.put("title", events.title(event));
        fields.put("kind", events.kind(event.kind()));
        fields.put("place", events.place(event));
        fields.put("before", events.level(proposal.before()));
        fields.put("level", events.level(proposal.level()));
        fields.put(
                "period",
                proposal.hours() == null
                        ? ""
                        : texts.office(
                                "emergency.response.period",
                                OfficialTime.minute(now),
                                OfficialTime.minute(proposal.until(now))));
        fields.put("measures", proposal.measures());
        fields.put("reason", proposal.reason());
        fields.put("time", OfficialTime.minute(now));
        fields.keySet().retainAll(kind(proposal, event.drill()).fields());
        return fields;
    }
}
