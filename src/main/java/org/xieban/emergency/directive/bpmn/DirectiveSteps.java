package org.xieban.emergency.directive.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.emergency.directive.DirectiveCourse;
import org.xieban.emergency.directive.DirectiveLadder;
import org.xieban.emergency.directive.DirectiveModel;
import org.xieban.emergency.directive.InstructionAnswers;

/** Each is one use case of a directive. */
@Configuration(proxyBeanMethods = false)
class DirectiveSteps {

    @Bean
    JavaDelegate callForDirective(DirectiveLadder ladder) {
        return step -> {
            DirectiveLadder.Next next = ladder.callNext(step.getProcessBusinessKey());
            step.setVariable(DirectiveModel.CALLEE.name(), next.callee());
            step.setVariable(DirectiveModel.CALL_UNTIL.name(), next.until().toString());
        };
    }

    @Bean
    JavaDelegate beginDirective(DirectiveCourse course) {
        return step ->
                step.setVariable(DirectiveModel.COMPLETE_MINUTES.name(), course.begin(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate completeDirective(DirectiveCourse course) {
        return step -> course.complete(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate withdrawDirective(DirectiveCourse course) {
        return step -> course.withdraw(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate grantSupport(DirectiveCourse course) {
        return step -> course.grantSupport(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate refuseSupport(DirectiveCourse course) {
        return step -> course.refuseSupport(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate answerInstruction(InstructionAnswers answers) {
        return step -> answers.answer(step.getProcessBusinessKey());
    }
}
