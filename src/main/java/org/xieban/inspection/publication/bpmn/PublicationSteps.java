package org.xieban.inspection.publication.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.publication.PublicationChanges;
import org.xieban.inspection.publication.PublicationDuty;

/** Each is one use case of a publication or of a change of one. */
@Configuration(proxyBeanMethods = false)
class PublicationSteps {

    @Bean
    JavaDelegate publishVisitResults(PublicationDuty duty) {
        return step -> duty.publish(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate publishChange(PublicationChanges changes) {
        return step -> changes.publish(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate rejectPublicationChange(PublicationChanges changes) {
        return step -> changes.reject(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate withdrawPublicationChange(PublicationChanges changes) {
        return step -> changes.withdraw(step.getProcessBusinessKey());
    }
}
