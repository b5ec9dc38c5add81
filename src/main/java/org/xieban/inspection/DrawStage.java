package org.xieban.inspection;

/** What is done while pools are frozen, one after the other. */
enum DrawStage {
    /** Objects are copied under pseudonyms. */
    OBJECTS,
    /** Other draws and inspectors are looked at. */
    RULES,
    /** All of it is hashed and written down. */
    RECORD
}
