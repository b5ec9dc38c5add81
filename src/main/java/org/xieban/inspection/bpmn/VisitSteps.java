package org.xieban.inspection.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.visit.VisitCourse;
import org.xieban.inspection.visit.VisitModel;

/** Each is one use case of its visit. */
@Configuration(proxyBeanMethods = false)
class VisitSteps {

    @Bean
    JavaDelegate issueVisitNotice(VisitCourse visits) {
        return step -> visits.issueNotice(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate gatherVisitResults(VisitCourse visits) {
        return step -> visits.gather(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate reopenVisitParts(VisitCourse visits) {
        return step ->
                step.setVariable(VisitModel.INSPECTING_DEPARTMENTS.name(), visits.reopen(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate concludeVisit(VisitCourse visits) {
        return step -> visits.conclude(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate cancelVisit(VisitCourse visits) {
        return step -> visits.cancel(step.getProcessBusinessKey());
    }
}
