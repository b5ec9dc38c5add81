package org.xieban.timelimit;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseScope;
import org.xieban.web.Refusal;

/** Clocks for whoever is signed in: a department asked for advice sees those of the case, not those of others' steps. */
@Component
class ClockViews {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final Clocks clocks;
    private final CaseAccess access;

    ClockViews(Clocks clocks, CaseAccess access) {
        this.clocks = clocks;
        this.access = access;
    }

    /** @throws Refusal {@code case.unknown} (404) where he may not see the case */
    List<CaseClock> ofCase(String caseNo) {
        CaseScope scope = access.requireVisible(caseNo);
        return clocks.ofCase(caseNo).stream()
                .filter(clock -> shown(clock, scope))
                .toList();
    }

    /** @throws Refusal {@code clock.unknown} (404) where there is no such clock that he may see */
    Explained explanation(String id) {
        if (!ID.matcher(id).matches()) {
            throw Refusal.notFound("clock.unknown");
        }
        CaseClock clock = clocks.find(Long.parseLong(id))
                .filter(found -> CaseAccess.officer()
                        .map(officer -> shown(found, access.scope(officer, found.caseNo())))
                        .orElse(false))
                .orElseThrow(() -> Refusal.notFound("clock.unknown"));
        return new Explained(clock, clocks.explanation(clock));
    }

    /** A clock and its days. */
    record Explained(CaseClock clock, Reckoning reckoning) {}

    Reckoning explanation(CaseClock clock) {
        return clocks.explanation(clock);
    }

    private static boolean shown(CaseClock clock, CaseScope scope) {
        return switch (scope) {
            case WHOLE -> true;
            case CO_HANDLING -> clock.kind() != ClockKind.STEP;
            case NONE -> false;
        };
    }
}
