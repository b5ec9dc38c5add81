package org.xieban.emergency.response.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.emergency.response.EventClosing;
import org.xieban.emergency.response.EventGrading;
import org.xieban.emergency.response.ResponseModel;
import org.xieban.emergency.response.ResponseRun;

/** Each is one use case of an event. */
@Configuration(proxyBeanMethods = false)
class ResponseSteps {

    @Bean
    ExecutionListener describeHarm(EventGrading grading) {
        return step -> grading.asked(step.getProcessBusinessKey())
                .forEach(each -> step.setVariable(each.variable().name(), each.value()));
    }

    @Bean
    ExecutionListener describeProposal(ResponseRun run) {
        return step -> step.setVariable(
                ResponseModel.DECIDING_LEVEL.name(),
                run.deciding(step.getProcessBusinessKey()).name());
    }

    @Bean
    JavaDelegate gradeEvent(EventGrading grading) {
        return step -> {
            grading.grade(
                    step.getProcessBusinessKey(),
                    ResponseModel.TABLE_GRADE.of(step.getVariable(ResponseModel.TABLE_GRADE.name())));
            // what the table was asked is known of the event, and changes: no later form begins with it
            grading.asked(step.getProcessBusinessKey())
                    .forEach(each -> step.removeVariable(each.variable().name()));
        };
    }

    @Bean
    JavaDelegate refuteEvent(ResponseRun run) {
        return step -> run.refute(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate mergeEvent(ResponseRun run) {
        return step -> run.merged(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate declineResponse(ResponseRun run, EventClosing closing) {
        return step -> {
            run.decline(step.getProcessBusinessKey());
            step.setVariable(ResponseModel.IS_SETTLED.name(), closing.settle(step.getProcessBusinessKey()));
        };
    }

    @Bean
    JavaDelegate closeWithoutResponse(ResponseRun run) {
        return step -> run.closeWithoutResponse(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate returnProposal(ResponseRun run) {
        return step -> run.sendBack(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate startResponse(ResponseRun run) {
        return step -> {
            endedByWhoeverDecided(step);
            step.setVariable(
                    ResponseModel.EXPECTED_UNTIL.name(),
                    run.start(step.getProcessBusinessKey()).toString());
        };
    }

    @Bean
    JavaDelegate changeLevel(ResponseRun run) {
        return step -> {
            endedByWhoeverDecided(step);
            step.setVariable(
                    ResponseModel.EXPECTED_UNTIL.name(),
                    run.change(step.getProcessBusinessKey()).toString());
        };
    }

    private static void endedByWhoeverDecided(DelegateExecution step) {
        step.setVariable(
                ResponseModel.ENDING_GROUP.name(),
                ResponseModel.DECIDING_GROUP.of(step.getVariable(ResponseModel.DECIDING_GROUP.name())));
    }

    @Bean
    JavaDelegate rejectChange(ResponseRun run) {
        return step -> run.reject(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate endResponse(ResponseRun run) {
        return step -> run.end(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate remindOfTerm(ResponseRun run) {
        return step -> run.remind(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeEvent(ResponseRun run) {
        return step -> run.close(step.getProcessBusinessKey());
    }
}
