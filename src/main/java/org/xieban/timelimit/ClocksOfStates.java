package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.calendar.TermUnit;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseRegistered;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseStateChanged;
import org.xieban.casefile.CasesRegistered;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;
import org.xieban.engine.ClosedTask;
import org.xieban.engine.OpenTask;
import org.xieban.engine.TasksMoved;
import org.xieban.timelimit.ClockTerm.StartEvent;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** Starts and ends the clocks of a case as it comes into its states, and those of steps with their tasks. */
@Component
class ClocksOfStates {

    /** Working days within which the organ says whether it accepts (行政许可法 32). */
    private static final int ACCEPTANCE = 5;

    private final ClockRuns clocks;
    private final StepClocks steps;
    private final Clocks entered;
    private final CaseFiles cases;
    private final Catalogue catalogue;
    private final OfficeTexts texts;
    private final Clock clock;

    ClocksOfStates(
            ClockRuns clocks,
            StepClocks steps,
            Clocks entered,
            CaseFiles cases,
            Catalogue catalogue,
            OfficeTexts texts,
            Clock clock) {
        this.clocks = clocks;
        this.steps = steps;
        this.entered = entered;
        this.cases = cases;
        this.catalogue = catalogue;
        this.texts = texts;
        this.clock = clock;
    }

    /** Before the process of the case starts and opens its first step. */
    @EventListener
    @Order(0)
    void registered(CasesRegistered event) {
        List<ClockRuns.Beginning> received = new ArrayList<>();
        for (CaseRegistered each : event.cases()) {
            CaseFile file = cases.require(each.caseNo());
            received.addAll(received(file, file.registeredAt()));
        }
        clocks.beginFirst(received);
    }

    @EventListener
    void changed(CaseStateChanged event) {
        CaseFile file = cases.require(event.caseNo());
        if (event.after().isFinal()) {
            clocks.endAll(file.number());
            return;
        }
        switch (event.after()) {
            case SUPPLEMENTING -> {
                clocks.end(file.number(), ClockKind.ACCEPTANCE);
                // an application that is not complete has not come in, so what runs from its receipt begins anew
                clocks.forget(file.number(), ClockKind.STATUTORY, ClockKind.PROMISED);
            }
            case REGISTERED -> clocks.begin(received(file, OfficialTime.now(clock)));
            case ACCEPTED, IN_REVIEW -> {
                if (event.before() == CaseState.SUSPENDED) {
                    entered.resume(file.number(), PauseType.STAY);
                } else if (event.after() == CaseState.ACCEPTED) {
                    clocks.end(file.number(), ClockKind.ACCEPTANCE);
                    clocks.begin(terms(file, StartEvent.ACCEPTANCE, Objects.requireNonNull(file.acceptedAt())));
                }
            }
            case DECIDED -> clocks.end(file.number(), ClockKind.STATUTORY, ClockKind.PROMISED);
            default -> {
                // a case that is stayed is paused by whoever stays it, who knows why and until when
            }
        }
    }

    /** Before the work list: whoever holds a clock and then asks for its work item never waits for the reverse. */
    @EventListener
    @Order(0)
    void moved(TasksMoved event) {
        List<StepClocks.Beginning> begin = new ArrayList<>();
        for (OpenTask task : event.opened()) {
            OpenTask.StepTerm term = task.term();
            // a step of which the model says nothing has no term of its own
            if (term != null) {
                begin.add(new StepClocks.Beginning(
                        task,
                        ClockTerm.of(term, texts.office("timelimit.basis.STEP", task.stepName())),
                        ModelTerms.warning(term)));
            }
        }
        steps.move(event.closed().stream().map(ClosedTask::id).toList(), begin);
    }

    private List<ClockRuns.Beginning> received(CaseFile file, Instant at) {
        List<ClockRuns.Beginning> received = new ArrayList<>();
        if (!catalogue.item(file.itemVersion()).internal()) {
            received.add(promisedAcceptance(file, at));
        }
        received.addAll(terms(file, StartEvent.RECEIPT, at));
        return received;
    }

    /** What departments ask of each other is no application for a licence. */
    private ClockRuns.Beginning promisedAcceptance(CaseFile file, Instant at) {
        ClockTerm term = new ClockTerm(
                ACCEPTANCE,
                TermUnit.WORKING_DAY,
                StartEvent.RECEIPT,
                texts.office("timelimit.basis.ACCEPTANCE"),
                ClockTerm.Source.LAW,
                null);
        return new ClockRuns.Beginning(file.number(), file.leadDepartment(), ClockKind.ACCEPTANCE, term, at);
    }

    /** Those of the item's terms that run from this event. */
    private List<ClockRuns.Beginning> terms(CaseFile file, StartEvent event, Instant at) {
        ServiceItem item = catalogue.item(file.itemVersion());
        Map<ClockKind, ClockTerm> terms = Map.of(
                ClockKind.STATUTORY, statutory(item),
                ClockKind.PROMISED, ClockTerm.of(item.promisedTerm(), ClockTerm.Source.ITEM));
        List<ClockRuns.Beginning> beginning = new ArrayList<>();
        for (ClockKind kind : new ClockKind[] {ClockKind.STATUTORY, ClockKind.PROMISED}) {
            ClockTerm term = Objects.requireNonNull(terms.get(kind));
            if (term.startEvent() == event) {
                beginning.add(new ClockRuns.Beginning(file.number(), file.leadDepartment(), kind, term, at));
            }
        }
        return beginning;
    }

    /** The term of the special law, which displaces that of the general one for licences (行政许可法 42). */
    private ClockTerm statutory(ServiceItem item) {
        ClockTerm term = ClockTerm.of(item.statutoryTerm(), ClockTerm.Source.LAW);
        String general = texts.office("timelimit.generalLaw");
        return item.kind() == ServiceItem.Kind.LICENCE && !term.legalBasis().contains(general)
                ? term.inPlaceOf(texts.office("timelimit.displaced.general", general))
                : term;
    }
}
