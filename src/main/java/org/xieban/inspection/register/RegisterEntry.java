package org.xieban.inspection.register;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What all registers have of an entry. */
public interface RegisterEntry {

    /** By which it is found; there is one entry of it. */
    @JsonIgnore
    String key();

    String name();

    /** Grows with each change; 0 of one that is new. */
    int version();
}
