package org.xieban.emergency.event;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Events as tests begin with them. */
@Component
public class TestEvents {

    /** Whose duty room leads them. */
    public static final String LEAD = "yjgl";

    private static final AtomicInteger LAST = new AtomicInteger();

    private final EventReports reports;
    private final Clock clock;

    TestEvents(EventReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** A report that is right in every field. */
    public EventReports.Report report(EventKind kind, boolean drill, Harm harm) {
        return new EventReports.Report(
                kind,
                "五沟营镇险情" + LAST.incrementAndGet(),
                drill,
                "411921",
                "五沟营镇洪河左堤",
                null,
                null,
                clock.instant(),
                "群众来电：堤脚渗水，水面还在涨",
                null,
                harm);
    }

    /** A flood that the hotline reported and nobody has verified yet. */
    public String reported(boolean drill) {
        SecurityContextHolder.clearContext();
        return reports.take(
                        LEAD,
                        new EventReports.From(Event.Source.HOTLINE, null, null),
                        report(EventKind.FLOOD, drill, Harm.NONE))
                .caseNo();
    }
}
