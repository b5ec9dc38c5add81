package org.xieban.inspection.disclosure.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.disclosure.Withdrawals;

/** Each is one use case of a withdrawal. */
@Configuration(proxyBeanMethods = false)
class DisclosureSteps {

    @Bean
    JavaDelegate withdrawPenaltyDecision(Withdrawals withdrawals) {
        return step -> withdrawals.withdraw(step.getProcessBusinessKey());
    }
}
