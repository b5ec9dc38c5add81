package org.xieban.casefile;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What whoever keeps the clocks of cases tells about them; cases depend on nobody who does. */
public interface CaseClocks {

    /**
     * Where a case stands to its terms.
     *
     * @param dueAt the earliest running acceptance, statutory or promised clock; null while all are paused
     */
    record Standing(Lamp lamp, @Nullable Instant dueAt) {}

    /** By case number; cases without such a clock that is still open are left out. */
    Map<String, Standing> of(Collection<String> caseNos);

    /**
     * The condition that leaves cases under this lamp.
     *
     * @param caseNoColumn the column of a query that holds the number of the case
     */
    SqlCondition under(Lamp lamp, String caseNoColumn);
}
