package org.xieban.emergency.event;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.monitoring.AlarmRaised;
import org.xieban.trace.Recurring;

/** Makes events of alarms from time to time, and as soon as one is raised: somebody's first minutes begin with it. */
@Component
class AlarmIntakeTurns extends Recurring {

    AlarmIntakeTurns(AlarmIntake intake, EventSettings settings) {
        super("alarm-intake", settings.intakeEvery(), intake::work);
    }

    @EventListener
    void on(AlarmRaised raised) {
        soonAfterCommit();
    }
}
