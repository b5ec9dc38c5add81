package org.xieban.inspection.publication;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.InternalCases;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.inspection.visit.VisitConcluded;
import org.xieban.inspection.visit.VisitResults;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/**
 * That results are published within twenty working days of their being there (企业公示信息抽查暂行办法): a case of the
 * lead's below that of the visit, with that term.
 */
@Component
@Transactional
public class PublicationDuty {

    private final Publications publications;
    private final VisitResults results;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final Processes processes;
    private final OfficeTexts texts;
    private final Clock clock;

    PublicationDuty(
            Publications publications,
            VisitResults results,
            InternalCases internalCases,
            CaseFiles cases,
            Processes processes,
            OfficeTexts texts,
            Clock clock) {
        this.publications = publications;
        this.results = results;
        this.internalCases = internalCases;
        this.cases = cases;
        this.processes = processes;
        this.texts = texts;
        this.clock = clock;
    }

    @EventListener
    void on(VisitConcluded concluded) {
        PublishedVisit draft = publications.requireDraft(concluded.caseNo());
        String lead = results.of(concluded.visit()).lead();
        String caseNo = internalCases
                .register(
                        PublishingModel.ITEM,
                        lead,
                        draft.object(),
                        Map.of("publicationShown", publications.shown(draft)),
                        concluded.caseNo())
                .number();
        cases.accept(caseNo, OfficialTime.now(clock));
        cases.review(caseNo);
        processes.start(PublishingModel.PROCESS, caseNo, List.of(PublishingModel.LEAD_DEPARTMENT.is(lead)));
    }

    @EventListener(condition = "#submitted.processKey() == 'resultsPublication'")
    void on(FormSubmitted submitted) {
        publications.requireDraft(visit(submitted.caseNo()));
    }

    /** They are checked: everybody may read them. */
    public void publish(String caseNo) {
        publications.publish(visit(caseNo));
        cases.decide(caseNo, true, texts.office("inspection.publication.publishedText"));
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** The number of the visit's case whose results a case publishes; empty where it publishes none. */
    @Transactional(readOnly = true)
    Optional<String> published(String caseNo) {
        return cases.find(caseNo)
                .filter(file -> file.processKey().equals(PublishingModel.PROCESS))
                .map(CaseFile::parent);
    }

    private String visit(String caseNo) {
        return Objects.requireNonNull(cases.require(caseNo).parent(), "a publication belongs to a visit");
    }
}
