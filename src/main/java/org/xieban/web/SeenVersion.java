package org.xieban.web;

/** The version of a register's entry that somebody had before him when he changed it: nobody overwrites what he has not seen. */
public final class SeenVersion {

    private SeenVersion() {}

    /**
     * Refuses what was not seen.
     *
     * @param version of the entry that is there, 0 where there is none
     * @param basedOn version that was seen, 0 for a new one
     * @throws Refusal {@code register.exists}, {@code register.stale} (409)
     */
    public static void require(String key, int version, int basedOn) {
        if (version > 0 && basedOn == 0) {
            throw Refusal.conflict("register.exists", key);
        }
        if (version != basedOn) {
            throw Refusal.conflict("register.stale");
        }
    }
}
