package org.xieban.casefile;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The record of cases (办理记录) in the reader's words; the ledger tells it, which no feature knows. */
public interface CaseRecord {

    /**
     * One entry.
     *
     * @param id of the entry, growing with time
     * @param by name of who acted
     * @param department code of the one he acted for, null for none
     * @param act its name
     * @param text what was done
     * @param said what else is known of it, as a label, which may be missing, and words
     */
    record Line(
            String id,
            Instant at,
            String caseNo,
            String by,
            @Nullable String department,
            String act,
            String text,
            List<Said> said) {}

    /** One thing that is known of an act. */
    record Said(@Nullable String label, String words) {}

    /**
     * The newest entries of some cases, the newest first. Whether the asker may see them is for the caller to know.
     *
     * @param told which of them, by the names of the acts
     * @param most of which those are taken
     */
    List<Line> newest(Collection<String> caseNos, Predicate<String> told, int most, Locale locale);

    /** How many entries some cases have: it grows with each. */
    long count(Collection<String> caseNos);
}
