package org.xieban.worklist;

import java.util.Locale;

/** The orders of work lists; what was done is always sorted by when. */
enum TaskSort {
    /** What is due first. */
    DUE,
    /** What has waited longest. */
    AGE,
    /** What is most pressing, then what is due first. */
    PRIORITY,
    /** By service item, then what is due first. */
    ITEM;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Its name in addresses. */
    public String code() {
        return code;
    }
}
