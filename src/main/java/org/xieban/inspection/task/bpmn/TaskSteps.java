package org.xieban.inspection.task.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.inspection.task.TaskCourse;
import org.xieban.inspection.task.TaskModel;

/** Each is one use case of its task. */
@Configuration(proxyBeanMethods = false)
class TaskSteps {

    @Bean
    JavaDelegate findTaskDepartments(TaskCourse tasks) {
        return step ->
                step.setVariable(TaskModel.JOINING_DEPARTMENTS.name(), tasks.submitted(step.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate returnInspectionTask(TaskCourse tasks) {
        return step -> tasks.sendBack(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate approveInspectionTask(TaskCourse tasks) {
        return step -> tasks.approve(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate rejectInspectionTask(TaskCourse tasks) {
        return step -> tasks.reject(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate withdrawInspectionTask(TaskCourse tasks) {
        return step -> tasks.withdraw(step.getProcessBusinessKey());
    }
}
