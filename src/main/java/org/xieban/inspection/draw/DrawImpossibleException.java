package org.xieban.inspection.draw;

/** That there can be no draw on these terms; nothing was drawn. */
public final class DrawImpossibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {
        /** A word is none: empty, too long, or with a character that separates words. */
        WORD,
        /** Objects, inspectors or departments do not ascend, or one is there twice. */
        ORDER,
        /** No department takes part, or fewer than two inspectors of each go. */
        RULES,
        /** A share below nothing or beyond the whole, or a stratum without one. */
        SHARE,
        /** There is nobody to be drawn. */
        POOL_EMPTY,
        /** Too few inspectors of a department are qualified and need not recuse themselves. */
        INSPECTORS
    }

    private final Reason reason;
    private final String where;

    DrawImpossibleException(Reason reason, String where) {
        super(reason + ": " + where);
        this.reason = reason;
        this.where = where;
    }

    public Reason reason() {
        return reason;
    }

    /** The word, row or stratum at fault. */
    public String where() {
        return where;
    }
}
