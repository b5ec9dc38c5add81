package org.xieban.inspection;

/** How a draw stands. */
enum DrawState {
    /** Its pools are being frozen. */
    FREEZING,
    /** Its pools are frozen; the public log has not heard of it. */
    PREPARED,
    /** Fingerprint and commitment are on their way into the public log, or stand there. */
    ANNOUNCED,
    /** It was begun: the next checkpoint decides. */
    BEGUN,
    /** Its result is there, for good. */
    DRAWN,
    /** Its pools were not those any more that had been announced: nothing was drawn. */
    VOID,
    /** It was called off before it was begun; its pools are void. */
    CALLED_OFF,
    /** Its pools allowed no draw; nobody was told of it. */
    FAILED;

    public String textKey() {
        return "inspection.draw.state." + name();
    }

    boolean isOpen() {
        return this == FREEZING || this == PREPARED || this == ANNOUNCED || this == BEGUN;
    }
}
