package org.xieban.emergency.warning;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.monitoring.alarm.Alarm;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.indicator.Kind;
import org.xieban.trace.OfficialTime;

/** What a warning begins with that is proposed from an alarm of city monitoring: the expert still decides. */
@Component
class FromAlarm {

    private final Alarms alarms;
    private final Clock clock;

    FromAlarm(Alarms alarms, Clock clock) {
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * The form, filled with what the alarm knows.
     *
     * @throws org.xieban.web.Refusal {@code alarm.unknown} (404)
     */
    @Transactional(readOnly = true)
    WarningForm form(long id) {
        Alarm alarm = alarms.require(id);
        return new WarningForm(
                kind(alarm.kind()),
                Colour.ofLevel(alarm.level()),
                WarningForm.minute(OfficialTime.now(clock)),
                null,
                List.of(alarm.region()),
                List.of(),
                alarm.words(),
                null,
                alarm.name() + " " + OfficialTime.minute(alarm.raisedAt()) + "\n" + alarm.words(),
                false,
                id);
    }

    private static WarningKind kind(Kind measured) {
        return switch (measured) {
            case WATER_LEVEL -> WarningKind.FLOOD;
            case RAIN -> WarningKind.RAINSTORM;
            case GAS_PRESSURE -> WarningKind.GAS;
            case SMOKE -> WarningKind.FIRE;
            case TRAFFIC -> WarningKind.TRAFFIC;
            case HOSPITAL_VISITS -> WarningKind.PUBLIC_HEALTH;
            case POWER -> WarningKind.POWER;
            case NETWORK -> WarningKind.NETWORK;
            case COMPLAINTS, ECONOMY -> WarningKind.PUBLIC_ORDER;
        };
    }
}
