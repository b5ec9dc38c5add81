package org.xieban.worklist;

import java.util.Locale;

/** What kinds of files lists are exported as. */
enum TaskTableFormat {
    CSV("text/csv;charset=UTF-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String code = name().toLowerCase(Locale.ROOT);
    private final String mediaType;

    TaskTableFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Its name in addresses, and the ending of the file's name. */
    public String code() {
        return code;
    }

    String mediaType() {
        return mediaType;
    }
}
