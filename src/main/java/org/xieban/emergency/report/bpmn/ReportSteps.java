package org.xieban.emergency.report.bpmn;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.emergency.report.ReportCourse;
import org.xieban.emergency.report.ReportModel;
import org.xieban.emergency.report.ReportSending;

/** Each is one use case of a situation report. */
@Configuration(proxyBeanMethods = false)
class ReportSteps {

    @Bean
    JavaDelegate compileReport(ReportCourse course) {
        return step -> {
            ReportCourse.Writable due = course.compile(step.getProcessBusinessKey());
            step.setVariable(ReportModel.WRITTEN_DUE_AT.name(), due.until().toString());
            step.setVariable(ReportModel.WRITTEN_MINUTES.name(), due.minutes());
        };
    }

    @Bean
    JavaDelegate noteTelephoneLate(ReportCourse course) {
        return step -> course.telephoneLate(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate noteWrittenLate(ReportCourse course) {
        return step -> course.writtenLate(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate sendReport(ReportSending sending) {
        return step -> {
            ReportSending.Sent sent = sending.send(step.getProcessBusinessKey());
            step.setVariable(ReportModel.RECEIPT.name(), sent.receiving().name());
            step.setVariable(ReportModel.RECEIPT_UNTIL.name(), sent.until().toString());
        };
    }

    @Bean
    JavaDelegate fileReport(ReportCourse course) {
        return step -> course.file(step.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate cancelReport(ReportCourse course) {
        return step -> course.cancel(step.getProcessBusinessKey());
    }
}
