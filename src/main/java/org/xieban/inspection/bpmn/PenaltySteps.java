package org.xieban.inspection.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.penalty.CrimeTransfers;
import org.xieban.inspection.penalty.Investigation;
import org.xieban.inspection.penalty.PenaltyDecisions;
import org.xieban.inspection.penalty.PenaltyExecution;
import org.xieban.inspection.penalty.PenaltyHearings;
import org.xieban.inspection.penalty.PenaltyModel;
import org.xieban.inspection.penalty.PenaltyOpening;

/** Each is one use case of its penalty case. */
@Configuration(proxyBeanMethods = false)
class PenaltySteps {

    @Bean
    JavaDelegate filePenaltyCase(PenaltyOpening opening) {
        return step -> opening.file(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate declinePenaltyFiling(PenaltyOpening opening) {
        return step -> opening.decline(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate withdrawPenaltyFiling(PenaltyOpening opening) {
        return step -> opening.withdraw(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate applyPenaltyRequest(Investigation investigation) {
        return step -> investigation.applyRequest(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate keepPenaltyFinding(Investigation investigation) {
        return step -> {
            Investigation.Needed needed = investigation.conclude(step.getProcessBusinessKey());
            step.setVariable(PenaltyModel.LEGAL_REVIEW.name(), needed.legalReview());
            step.setVariable(PenaltyModel.COLLECTIVE.name(), needed.collective());
        };
    }

    @Bean
    JavaDelegate reopenPenaltyInvestigation(Investigation investigation) {
        return step -> investigation.reopen(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate handOverPenaltyCase(CrimeTransfers transfers) {
        return step -> transfers.handOver(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeTransferredPenalty(CrimeTransfers transfers) {
        return step -> transfers.close(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate issuePenaltyNotice(PenaltyHearings hearings) {
        return step -> hearings.notify(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate openPenaltyTerms(PenaltyHearings hearings) {
        return step -> hearings.openTerms(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate issueHearingNotice(PenaltyHearings hearings) {
        return step -> {
            hearings.callHearing(step.getProcessBusinessKey());
            step.setVariable(PenaltyModel.LEGAL_REVIEW.name(), true);
        };
    }

    @Bean
    JavaDelegate dropPenaltyCase(PenaltyDecisions decisions) {
        return step -> decisions.drop(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate issueNoPenaltyDecision(PenaltyDecisions decisions) {
        return step -> decisions.spare(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate issuePenaltyDecision(PenaltyDecisions decisions) {
        return step -> decisions.punish(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate decidePenaltyOnTheSpot(PenaltyDecisions decisions) {
        return step -> decisions.punishOnTheSpot(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate openPenaltyExecution(PenaltyDecisions decisions) {
        return step ->
                step.setVariable(PenaltyModel.TO_EXECUTE.name(), decisions.toExecute(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate registerPenaltyPayment(PenaltyExecution execution) {
        return step ->
                step.setVariable(PenaltyModel.OUTSTANDING.name(), execution.outstanding(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate applyPenaltyDeferral(PenaltyExecution execution) {
        return step -> execution.defer(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate demandPenaltyPerformance(PenaltyExecution execution) {
        return step -> execution.demand(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closePenaltyCase(PenaltyExecution execution) {
        return step -> execution.close(step.getProcessBusinessKey());
    }
}
