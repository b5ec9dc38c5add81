package org.xieban.emergency.warning.bpmn;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.emergency.warning.WarningCalls;
import org.xieban.emergency.warning.WarningCourse;
import org.xieban.emergency.warning.WarningModel;

/** Each is one use case of a warning. */
@Configuration(proxyBeanMethods = false)
class WarningSteps {

    @Bean
    ExecutionListener describeWarning(WarningCourse course) {
        return step -> {
            WarningCourse.Proposal proposed = course.proposed(step.getProcessBusinessKey());
            step.setVariable(WarningModel.COLOUR.name(), proposed.deciding().name());
            step.setVariable(WarningModel.CHANGE.name(), proposed.change().name());
        };
    }

    @Bean
    JavaDelegate issueWarning(WarningCourse course) {
        return step -> step.setVariable(WarningModel.RECIPIENTS.name(), course.issue(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate rejectWarning(WarningCourse course) {
        return step -> course.reject(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate returnWarning(WarningCourse course) {
        return step -> course.sendBack(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate withdrawWarning(WarningCourse course) {
        return step -> course.withdraw(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate rejectWarningChange(WarningCourse course) {
        return step -> course.rejectChange(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate liftWarning(WarningCourse course) {
        return step -> course.lift(step.getProcessBusinessKey());
    }

    /** Of one recipient: what it says of the call is known below its part of the model only. */
    @Bean
    JavaDelegate callNextOfficer(WarningCalls calls) {
        return step -> {
            String recipient = WarningModel.RECIPIENT.of(step.getVariable(WarningModel.RECIPIENT.name()));
            WarningCalls.Next next = calls.callNext(step.getProcessBusinessKey(), recipient);
            step.setVariableLocal(WarningModel.RECIPIENT_NAME.name(), next.recipientName());
            step.setVariableLocal(WarningModel.CALLEE.name(), next.callee());
            step.setVariableLocal(WarningModel.CALLED_GROUP.name(), next.group());
            step.setVariableLocal(WarningModel.CALL_UNTIL.name(), next.until().toString());
        };
    }
}
