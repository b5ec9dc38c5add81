package org.xieban.emergency.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseRecord;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.event.EventHistory;

/** What the record says of the event and of all that belongs to it, the newest first. */
@Component
@Order(9)
class LogPart implements Part<LogPart.Entries> {

    private static final int MOST = 60;
    private static final int READ = 200;

    /** What every case has, and every step and clock of it: its own acts say it better. */
    private static final Set<String> COMMON = Set.of("case", "task", "clock");

    private final CaseRecord record;

    LogPart(CaseRecord record) {
        this.record = record;
    }

    /** The entries, asked for once by language. */
    static final class Entries {

        private final CaseRecord record;
        private final List<String> cases;
        private final Map<Locale, List<CaseRecord.Line>> read = new ConcurrentHashMap<>();

        private Entries(CaseRecord record, List<String> cases) {
            this.record = record;
            this.cases = cases;
        }

        private List<CaseRecord.Line> in(Locale locale) {
            return read.computeIfAbsent(locale, language -> record.newest(cases, LogPart::isTold, READ, language));
        }
    }

    private static boolean isTold(String act) {
        return !COMMON.contains(act.substring(0, Math.max(0, act.indexOf('.'))));
    }

    @Override
    public Entries gather(Moment moment) {
        return new Entries(record, moment.cases());
    }

    @Override
    public void show(Moment moment, Entries entries, Viewpoint to, Consumer<Piece> pieces) {
        Set<String> own = new HashSet<>();
        for (Directive each : moment.directives()) {
            if (to.sees(each.department())) {
                own.add(each.number());
            }
        }
        List<CaseRecord.Line> shown = new ArrayList<>(entries.in(to.locale()));
        if (to.right() == Viewpoint.Right.PART) {
            String event = moment.event().caseNo();
            shown.removeIf(line -> !own.contains(line.caseNo())
                    && !(line.caseNo().equals(event) && EventHistory.TOLD_TO_ORDERED.contains(line.act())));
        }
        for (CaseRecord.Line line : shown.subList(0, Math.min(MOST, shown.size()))) {
            pieces.accept(new Piece("log-" + line.id(), "log", "log", line));
        }
    }
}
