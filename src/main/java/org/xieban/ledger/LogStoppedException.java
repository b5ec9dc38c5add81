package org.xieban.ledger;

/** Nothing is added to the log, since what is there does not fit what was signed, or nobody could sign. */
class LogStoppedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LogStoppedException(String what) {
        super(what);
    }
}
