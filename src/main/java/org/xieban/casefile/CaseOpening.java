package org.xieban.casefile;

import java.time.Clock;
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

    /** Opens it, in the caller's transaction, and publishes {@link CaseRegistered}. */
    CaseFile open(
            ItemVersion version,
            String title,
            Applicant applicant,
            @Nullable Agent agent,
            Map<String, ? extends @Nullable Object> entered,
            By by,
            @Nullable String externalRef,
            @Nullable String parent,
            @Nullable Consent consent) {
        ServiceItem item = version.item();
        CaseFile file = new CaseFile(
                numbers.next().value(),
                title,
                item.code(),
                version.id(),
                item.name(),
                item.processKey(),
                CaseState.REGISTERED,
                null,
                by.lead(),
                by.login(),
                by.department(),
                OfficialTime.now(clock),
                null,
                null,
                null,
                applicant.masked(),
                agent == null ? null : agent.masked(),
                externalRef,
                parent,
                null,
                null);
        cases.insert(file, applicant, agent, searched(file, applicant));
        departments.registered(file);
        facts.put(file.number(), CaseFiles.APPLICATION, entered);
        trace.record(CaseFiles.act("case.registered", file.number())
                .with("item", file.itemCode())
                .with("itemVersion", version.number())
                .with("applicant", file.applicant().name())
                .with("agent", file.agent() == null ? null : file.agent().name())
                .with("externalRef", externalRef)
                .with("parent", file.parent()));
        events.publishEvent(new CaseRegistered(
                file.number(), file.itemCode(), file.itemVersion(), file.processKey(), file.leadDepartment(), consent));
        return file;
    }

    private static String searched(CaseFile file, Applicant applicant) {
        return SearchWords.searched(
                Stream.of(file.number(), file.itemName(), file.itemCode(), applicant.name(), file.externalRef())
                        .filter(text -> text != null)
                        .map(String::valueOf));
    }
}
