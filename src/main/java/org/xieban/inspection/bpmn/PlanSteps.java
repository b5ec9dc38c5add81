package org.xieban.inspection.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.PlanCourse;
import org.xieban.inspection.PlanModel;

/** Each is one use case of its plan. */
@Configuration(proxyBeanMethods = false)
class PlanSteps {

    @Bean
    JavaDelegate findJoiningDepartments(PlanCourse plans) {
        return step ->
                step.setVariable(PlanModel.JOINING_DEPARTMENTS.name(), plans.submitted(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate returnInspectionPlan(PlanCourse plans) {
        return step -> plans.sendBack(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate showInspectionDraw(PlanCourse plans) {
        return step -> plans.showDraw(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate beginInspectionDraw(PlanCourse plans) {
        return step -> plans.beginDraw(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate callOffInspectionDraw(PlanCourse plans) {
        return step -> plans.callOffDraw(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate approveInspectionPlan(PlanCourse plans) {
        return step -> plans.approve(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate rejectInspectionPlan(PlanCourse plans) {
        return step -> plans.reject(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeInspectionPlan(PlanCourse plans) {
        return step -> plans.close(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate withdrawInspectionPlan(PlanCourse plans) {
        return step -> plans.withdraw(step.getProcessBusinessKey());
    }
}
