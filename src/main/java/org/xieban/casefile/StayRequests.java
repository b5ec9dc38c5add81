package org.xieban.casefile;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/**
 * Whoever has stays of cases (中止) decided, for those outside its department who want one, since the case cannot go on for
 * a reason that is theirs; cases depend on nobody who does. Asking decides nothing: that is for the department of the case.
 */
public interface StayRequests {

    /**
     * Asks for the stay of a case in the name of whoever is signed in, who sees it, in the caller's transaction.
     *
     * @param until when it is expected to go on
     * @throws Refusal with the fields at fault where something is not said; where the case cannot be stayed as it stands, or
     *     is asked for already (409)
     */
    void ask(String caseNo, String reason, String legalBasis, @Nullable LocalDate until);

    /** Whether a case stands still, or is to be decided whether it does. */
    boolean stands(String caseNo);
}
