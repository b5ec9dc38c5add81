package org.xieban.sources.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.sources.Corrections;
import org.xieban.sources.OverdueProviders;
import org.xieban.sources.SharingCourse;
import org.xieban.sources.SourcesModel;

/** The steps of requests for grants and of corrections that nobody has to do: each is one use case of its case. */
@Configuration(proxyBeanMethods = false)
class SharingSteps {

    @Bean
    JavaDelegate acceptSharingRequest(SharingCourse requests) {
        return step -> requests.accept(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate returnSharingRequest(SharingCourse requests) {
        return step -> requests.sendBack(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate declineSharingRequest(SharingCourse requests) {
        return step -> requests.decline(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate giveSharingGrant(SharingCourse requests) {
        return step -> requests.grant(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate refuseSharingRequest(SharingCourse requests) {
        return step -> requests.refuse(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate withdrawSharingRequest(SharingCourse requests) {
        return step -> requests.withdraw(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate recordOverdueAnswer(OverdueProviders overdue) {
        return step -> overdue.answerOverdue(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate recordOverdueNegotiation(OverdueProviders overdue) {
        return step -> overdue.negotiationOverdue(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate recordOverdueVerification(OverdueProviders overdue) {
        return step -> overdue.verificationOverdue(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate urgeSharingAnswer(OverdueProviders overdue) {
        return step ->
                step.setVariable(SourcesModel.URGED_UNTIL.name(), overdue.urgeAnswer(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate urgeVerification(OverdueProviders overdue) {
        return step -> step.setVariable(
                SourcesModel.URGED_UNTIL.name(), overdue.urgeVerification(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate recordUnverified(Corrections corrections) {
        return step -> corrections.giveUp(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate recordDataCorrection(Corrections corrections) {
        return step -> corrections.record(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate withdrawDataCorrection(Corrections corrections) {
        return step -> corrections.withdraw(step.getProcessBusinessKey());
    }
}
