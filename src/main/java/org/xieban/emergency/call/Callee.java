package org.xieban.emergency.call;

import org.jspecify.annotations.Nullable;
import org.xieban.emergency.duty.Rung;

/**
 * One who can be called.
 *
 * @param rung why he is; null where he is for none of these reasons
 */
public record Callee(String login, Rung.@Nullable Kind rung) {

    /** One of a department's ladder. */
    public static Callee of(Rung rung) {
        return new Callee(rung.login(), rung.kind());
    }
}
