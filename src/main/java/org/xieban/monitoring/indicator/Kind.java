package org.xieban.monitoring.indicator;

/** What an indicator measures. */
public enum Kind {
    WATER_LEVEL("ripple"),
    RAIN("cloud-rain"),
    GAS_PRESSURE("gauge"),
    SMOKE("flame"),
    TRAFFIC("car"),
    HOSPITAL_VISITS("building-hospital"),
    COMPLAINTS("headset"),
    POWER("bolt"),
    NETWORK("wifi"),
    ECONOMY("chart-line");

    private final String icon;

    Kind(String icon) {
        this.icon = icon;
    }

    /** Name of the Tabler icon without its prefix. */
    public String icon() {
        return icon;
    }

    public String textKey() {
        return "monitoring.kind." + name();
    }
}
