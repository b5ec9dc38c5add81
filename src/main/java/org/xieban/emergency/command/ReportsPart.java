package org.xieban.emergency.command;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.emergency.report.Report;
import org.xieban.emergency.report.SituationReports;

/** What those above were told, and by when they are to be told more. */
@Component
@Order(4)
class ReportsPart implements Part<ReportsPart.Shown> {

    private final SituationReports reports;

    ReportsPart(SituationReports reports) {
        this.reports = reports;
    }

    /** A report, and how its clocks stand. */
    record Line(Report report, Report.Standing telephoned, Report.Standing written) {

        /** The clock that counts: of a report by telephone until somebody has telephoned. */
        public Report.Standing standing() {
            return telephoned == Report.Standing.RUNNING || telephoned == Report.Standing.MISSING
                    ? telephoned
                    : written;
        }

        /** When that ends. */
        public Instant due() {
            Instant telephone = report.due().telephone();
            return standing() == telephoned && telephone != null
                    ? telephone
                    : report.due().written();
        }
    }

    /**
     * The reports of an event.
     *
     * @param due when the next is due, called for or not yet; null where none is
     */
    record Shown(List<Line> lines, @Nullable Instant due) {}

    @Override
    public Shown gather(Moment moment) {
        String event = moment.event().caseNo();
        List<Line> lines = reports.of(event).stream()
                .filter(each -> each.state() != Report.State.NOT_NEEDED)
                .map(each -> new Line(each, each.telephoned(moment.now()), each.written(moment.now())))
                .toList();
        return new Shown(lines, reports.due(event).orElse(null));
    }

    @Override
    public void show(Moment moment, Shown known, Viewpoint to, Consumer<Piece> pieces) {
        if (to.right() == Viewpoint.Right.PART) {
            return;
        }
        pieces.accept(new Piece("due", null, "due", known));
        pieces.accept(new Piece("reports", null, "reports", known));
    }
}
