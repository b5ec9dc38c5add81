package org.xieban.startup;

/** With which number the process ends when it could not start: what a service manager or a script can tell apart. */
public enum ExitCode {
    /** Anything that has no number of its own. */
    OTHER(1),
    /** The HTTP port is in use, or may not be used. */
    PORT(10),
    /** The data folder cannot be made or written, belongs to somebody else, or holds what this version cannot read. */
    DATA_FOLDER(11),
    /** Another running Xieban holds the data folder. */
    DATA_FOLDER_HELD(12),
    /** The named database does not answer, or does not exist. */
    DATABASE_UNREACHABLE(13),
    /** The named database is older than PostgreSQL 14. */
    DATABASE_TOO_OLD(14),
    /** The named database refuses the user or the password. */
    DATABASE_REFUSES(15),
    /** An unknown profile, or profiles that exclude each other. */
    PROFILE(16),
    /** The product's own PostgreSQL does not start. */
    OWN_DATABASE(17),
    /** A setting that cannot be read: a port that is no number, a database address that is not PostgreSQL's. */
    SETTING(18),
    /** A process model, decision or form that must not be deployed. */
    MODEL(20),
    /** A file of the service catalogue that cannot be loaded. */
    CATALOGUE(21);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number the operating system sees. */
    public int code() {
        return code;
    }
}
