package org.xieban.emergency.report;

import static org.xieban.inspection.InspectionSteps.step;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.xieban.inspection.InspectionSteps;
import org.xieban.trace.OfficialTime;

/** Situation reports, for tests that are about something else. */
@Component
public class TestReports {

    private static final String COMMANDER = "emergency.wu";

    private final SituationReports reports;
    private final Clock clock;

    TestReports(SituationReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** All that are called for are telephoned, drafted, signed and sent. */
    public void sendAll(InspectionSteps steps, String eventCaseNo) throws Exception {
        for (Report report : List.copyOf(reports.of(eventCaseNo))) {
            if (report.state() == Report.State.TELEPHONE) {
                steps.ok(report.caseNo(), step(COMMANDER, ReportModel.TELEPHONE, """
                        "phonedTo": "市政府总值班室", "phonedAt": "%s", "phonedText": "已报告"
                        """.formatted(
                                OfficialTime.of(clock.instant()))));
            }
            if (report.state().takesChanges()) {
                steps.ok(report.caseNo(), step(COMMANDER, ReportModel.DRAFT, "\"reportText\": \"水位回落，处置结束，没有新的伤亡。\""));
            }
            if (report.state().open()) {
                steps.ok(report.caseNo(), step("leader.jiang", ReportModel.SIGN, "\"signOutcome\": \"SIGNED\""));
            }
        }
    }
}
