package org.xieban.emergency.command;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.casefile.Lamp;
import org.xieban.emergency.directive.Directive;

/** What was ordered, by department, with the clock that counts. */
@Component
@Order(2)
class OrdersPart implements Part<List<OrdersPart.Line>> {

    /** How an order stands, for those who look for what is late. */
    enum Standing {
        /** Nobody has acknowledged it in time; the next is called. */
        ESCALATED("bad"),
        /** It should be done. */
        OVERDUE("bad"),
        SUPPORT("warn"),
        SENT("warn"),
        IN_PROGRESS("plain"),
        COMPLETED("good"),
        WITHDRAWN("");

        private final String style;

        Standing(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "emergency.command.standing." + name();
        }

        static Standing of(Directive directive, Instant now) {
            return switch (directive.state()) {
                case COMPLETED -> COMPLETED;
                case WITHDRAWN -> WITHDRAWN;
                case SENT ->
                    directive.overdue(now)
                            ? OVERDUE
                            : directive.passedOn() > 0 || now.isAfter(directive.acknowledgeBy()) ? ESCALATED : SENT;
                case IN_PROGRESS ->
                    directive.overdue(now) ? OVERDUE : directive.supportPending() ? SUPPORT : IN_PROGRESS;
            };
        }

        /** The late first, what is done last. */
        int place() {
            return this == ESCALATED || this == OVERDUE
                    ? 0
                    : this == SUPPORT ? 1 : this == SENT || this == IN_PROGRESS ? 2 : 3;
        }
    }

    /**
     * An order, as its line shows it.
     *
     * @param acknowledgedBy name of who acknowledged; null of nobody, or of a system
     * @param calling name of who is called now; null of nobody
     * @param dueAt when the clock that counts ends, null where none runs
     */
    record Line(
            Directive directive,
            Standing standing,
            @Nullable Lamp lamp,
            @Nullable Instant dueAt,
            @Nullable String acknowledgedBy,
            @Nullable String calling) {

        static Line of(Moment moment, Directive directive) {
            Directive.Acknowledged acknowledged = directive.acknowledged();
            Directive.Calling calling = directive.calling();
            return new Line(
                    directive,
                    Standing.of(directive, moment.now()),
                    directive.lamp(moment.now()),
                    directive.dueAt().orElse(null),
                    acknowledged == null ? null : moment.named(acknowledged.by()),
                    calling == null ? null : moment.named(calling.officer()));
        }
    }

    /**
     * An order, to whoever looks.
     *
     * @param own whether it is his department's to carry out
     * @param withdrawable whether he may withdraw it
     */
    record Shown(Line line, boolean own, boolean withdrawable) {}

    /** How many there are. */
    record Counts(int orders, long departments, Map<Standing, Long> of) {}

    @Override
    public List<Line> gather(Moment moment) {
        return moment.directives().stream()
                .map(each -> Line.of(moment, each))
                .sorted(Comparator.comparing((Line line) -> line.standing().place())
                        .thenComparing(line -> line.directive().department()))
                .toList();
    }

    @Override
    public void show(Moment moment, List<Line> lines, Viewpoint to, Consumer<Piece> pieces) {
        List<Line> seen = lines.stream()
                .filter(line -> to.sees(line.directive().department()))
                .toList();
        Map<Standing, Long> counts = new EnumMap<>(Standing.class);
        seen.forEach(line -> counts.merge(line.standing(), 1L, Long::sum));
        long departments = seen.stream()
                .map(line -> line.directive().department())
                .distinct()
                .count();
        pieces.accept(new Piece("counts", null, "counts", new Counts(seen.size(), departments, counts)));
        for (Line line : seen) {
            Directive directive = line.directive();
            boolean withdrawable = to.commands() && directive.state().open();
            boolean own = to.right() == Viewpoint.Right.PART;
            pieces.accept(
                    new Piece("order-" + directive.number(), "orders", "order", new Shown(line, own, withdrawable)));
        }
    }
}
