package org.xieban.emergency.command;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.emergency.event.Event;

/** What happened, how grave it is, how the response stands. */
@Component
@Order(1)
class EventPart implements Part<String> {

    private final Regions regions;

    EventPart(Regions regions) {
        this.regions = regions;
    }

    /**
     * The head of the screen.
     *
     * @param since from when on the time that has passed is counted
     * @param until when it ended; null while it goes on
     */
    record Head(
            Event event,
            String region,
            Instant since,
            @Nullable Instant until) {

        /** Whether a response runs. */
        public boolean responding() {
            return event.state() == Event.State.RESPONDING;
        }
    }

    @Override
    public String gather(Moment moment) {
        return regions.all().stream()
                .filter(each -> each.code().equals(moment.event().region()))
                .map(Region::name)
                .findFirst()
                .orElse(moment.event().region());
    }

    @Override
    public void show(Moment moment, String region, Viewpoint to, Consumer<Piece> pieces) {
        Event event = moment.event();
        Instant since = event.respondingSince() == null ? event.reportedAt() : event.respondingSince();
        Instant until = event.respondedUntil() == null ? event.closedAt() : event.respondedUntil();
        Head head = new Head(event, region, since, until);
        pieces.accept(new Piece("head", null, "head", head));
        pieces.accept(new Piece("facts", null, "facts", head));
    }
}
