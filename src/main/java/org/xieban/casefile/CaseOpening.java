package org.xieban.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.xieban.catalogue.ItemVersion;
import org.xieban.catalogue.ServiceItem;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/** Opens a case that has been judged right: its number, who sees it, what was entered; whoever handles it is told. */
@Component
class CaseOpening {

    private final CaseRepository cases;
    private final CaseNumbers numbers;
    private final CaseDepartments departments;
    private final CaseFacts facts;
    private final Trace trace;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseOpening(
            CaseRepository cases,
            CaseNumbers numbers,
            CaseDepartments departments,
            CaseFacts facts,
            Trace trace,
            ApplicationEventPublisher events,
            Clock clock) {
        this.cases = cases;
        this.numbers = numbers;
        this.departments = departments;
        this.facts = facts;
        this.trace = trace;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Who registers a case.
     *
     * @param login of an officer, or the product itself
     * @param department code of the department it is registered for
     * @param lead code of the department that leads it
     */
    record By(String login, String department, String lead) {}

    /** A case that has been judged right. */
    record Opening(
            ItemVersion version,
            String title,
            Applicant applicant,
            @Nullable Agent agent,
            Map<String, ? extends @Nullable Object> entered,
            By by,
            @Nullable String externalRef,
            @Nullable String parent,
            @Nullable Consent consent) {}

    /** Opens it, in the caller's transaction, and publishes {@link CaseRegistered}. */
    CaseFile open(Opening opening) {
        return open(List.of(opening)).get(0);
    }

    /** Opens them, each table by one statement, and publishes {@link CasesRegistered} and {@link CaseRegistered} of each. */
    List<CaseFile> open(List<Opening> openings) {
        Instant now = OfficialTime.now(clock);
        Iterator<CaseNumber> given = numbers.next(openings.size()).iterator();
        List<CaseFile> files = new ArrayList<>();
        List<CaseRepository.Kept> kept = new ArrayList<>();
        Map<String, Map<String, ? extends @Nullable Object>> entered = new LinkedHashMap<>();
        for (Opening each : openings) {
            CaseFile file = file(each, given.next().value(), now);
            files.add(file);
            kept.add(new CaseRepository.Kept(file, each.applicant(), each.agent(), searched(file, each.applicant())));
            entered.put(file.number(), each.entered());
        }
        cases.insert(kept);
        departments.registered(files);
        facts.put(CaseFiles.APPLICATION, entered);
        List<CaseRegistered> registered = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            registered.add(registered(openings.get(i), files.get(i)));
        }
        events.publishEvent(new CasesRegistered(registered));
        registered.forEach(events::publishEvent);
        return files;
    }

    private static CaseFile file(Opening opening, String number, Instant now) {
        ServiceItem item = opening.version().item();
        Agent agent = opening.agent();
        return new CaseFile(
                number,
                opening.title(),
                item.code(),
                opening.version().id(),
                item.name(),
                item.processKey(),
                CaseState.REGISTERED,
                null,
                opening.by().lead(),
                opening.by().login(),
                opening.by().department(),
                now,
                null,
                null,
                null,
                opening.applicant().masked(),
                agent == null ? null : agent.masked(),
                opening.externalRef(),
                opening.parent(),
                null,
                null);
    }

    private CaseRegistered registered(Opening opening, CaseFile file) {
        trace.record(CaseFiles.act("case.registered", file.number())
                .with("item", file.itemCode())
                .with("itemVersion", opening.version().number())
                .with("applicant", file.applicant().name())
                .with("agent", file.agent() == null ? null : file.agent().name())
                .with("externalRef", file.externalRef())
                .with("parent", file.parent()));
        return new CaseRegistered(
                file.number(),
                file.itemCode(),
                file.itemVersion(),
                file.processKey(),
                file.leadDepartment(),
                opening.consent());
    }

    private static String searched(CaseFile file, Applicant applicant) {
        return SearchWords.searched(
                Stream.of(file.number(), file.itemName(), file.itemCode(), applicant.name(), file.externalRef())
                        .filter(text -> text != null)
                        .map(String::valueOf));
    }
}
