package org.xieban.casefile;

import java.util.Locale;

/** How a case stands to its terms (亮灯); its name on the screen is the message {@code casefile.lamp.<name>}. */
public enum Lamp {
    GREEN,
    YELLOW,
    RED,
    /** All its clocks are stopped (停表). */
    PAUSED;

    public String textKey() {
        return "casefile.lamp." + name();
    }

    /** The class by which it is drawn. */
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }
}
