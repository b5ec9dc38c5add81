package org.xieban.inspection.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.credit.CreditRequests;

/** Each is one use case of a request about a class. */
@Configuration(proxyBeanMethods = false)
class CreditSteps {

    @Bean
    JavaDelegate grantCreditRequest(CreditRequests requests) {
        return step -> requests.grant(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate refuseCreditRequest(CreditRequests requests) {
        return step -> requests.refuse(step.getProcessBusinessKey());
    }
}
