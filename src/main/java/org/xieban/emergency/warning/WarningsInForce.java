package org.xieban.emergency.warning;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.SqlConditions;

/** The warnings that hold, for whoever responds to an event. */
@Component
@Transactional(readOnly = true)
public class WarningsInForce {

    private static final int MOST = 20;

    private final WarningRepository warnings;
    private final WarningShown shown;

    WarningsInForce(WarningRepository warnings, WarningShown shown) {
        this.warnings = warnings;
        this.shown = shown;
    }

    /**
     * A warning that holds.
     *
     * @param title what it is called
     * @param level 1 for red to 4 for blue
     * @param regions codes of those it is for (GB/T 2260)
     */
    public record InForce(String caseNo, String title, int level, List<String> regions) {}

    /** Those of exercises, or the real ones; the last ones of many. */
    public List<InForce> of(boolean drill) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("w.state = 'IN_FORCE'");
        conditions.add("w.drill = :drill", "drill", drill);
        return warnings.list(conditions, MOST).stream()
                .map(each -> new InForce(
                        each.caseNo(),
                        shown.title(each, each.version()),
                        each.version().terms().colour().level(),
                        each.version().terms().regions()))
                .toList();
    }
}
