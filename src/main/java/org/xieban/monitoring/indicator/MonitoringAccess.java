package org.xieban.monitoring.indicator;

/** Who may what, as Spring Security is asked. */
public final class MonitoringAccess {

    /** Those who handle cases, and supervisors. */
    public static final String READERS =
            "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',"
                    + " 'DUTY_COMMANDER', 'SUPERVISOR')";

    /** Those who keep indicators and send readings; of which departments, {@link IndicatorKeepers} says. */
    public static final String KEEPERS = "hasAnyRole('HANDLER', 'DUTY_COMMANDER')";

    /** Those who judge alarms. */
    public static final String COMMANDERS = "hasRole('DUTY_COMMANDER')";

    private MonitoringAccess() {}
}
