package org.xieban.monitoring.indicator;

import java.time.Period;

/** How long single readings are kept; what they were by the hour is kept for ten years. */
public enum Retention {
    QUARTER(Period.ofMonths(3)),
    /** With a month to compare the year before. */
    YEAR(Period.ofMonths(13)),
    DECADE(Period.ofYears(10));

    private final Period kept;

    Retention(Period kept) {
        this.kept = kept;
    }

    public Period kept() {
        return kept;
    }

    public String textKey() {
        return "monitoring.retention." + name();
    }
}
