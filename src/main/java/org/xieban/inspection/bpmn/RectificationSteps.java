package org.xieban.inspection.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.rectification.RectificationCourse;
import org.xieban.inspection.rectification.RectificationModel;

/** Each is one use case of its rectification. */
@Configuration(proxyBeanMethods = false)
class RectificationSteps {

    @Bean
    JavaDelegate issueRectificationOrder(RectificationCourse course) {
        return step ->
                step.setVariable(RectificationModel.RECTIFY_UNTIL.name(), course.order(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate recordRectificationOverdue(RectificationCourse course) {
        return step -> course.missed(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate warnOfRectification(RectificationCourse course) {
        return step -> {
            step.setVariable(RectificationModel.RECTIFY_UNTIL.name(), course.warn(step.getProcessBusinessKey()));
            step.setVariable(RectificationModel.WARNED.name(), true);
        };
    }

    @Bean
    JavaDelegate confirmRectification(RectificationCourse course) {
        return step -> course.confirm(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate filePenaltyAfterRectification(RectificationCourse course) {
        return step -> course.punish(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate filePenaltyAfterVisit(RectificationCourse course) {
        return step -> course.punishFinding(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate recordStricterMeasure(RectificationCourse course) {
        return step -> course.goFurther(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate endFollowUp(RectificationCourse course) {
        return step -> course.endFollowUp(step.getProcessBusinessKey());
    }
}
