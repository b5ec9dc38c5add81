package org.xieban.emergency.alert;

/** What contacts are told of. */
public enum Occasion {
    RESPONSE_STARTED,
    LEVEL_CHANGED,
    RESPONSE_ENDED,
    WARNING_ISSUED,
    WARNING_ADJUSTED,
    WARNING_LIFTED;

    /** Whether it is one of a warning, else of a response. */
    public boolean ofWarning() {
        return this == WARNING_ISSUED || this == WARNING_ADJUSTED || this == WARNING_LIFTED;
    }

    public String textKey() {
        return "emergency.alert.occasion." + name();
    }
}
