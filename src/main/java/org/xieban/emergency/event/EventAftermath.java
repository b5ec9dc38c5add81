package org.xieban.emergency.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.web.OfficeTexts;

/**
 * What alarms still say of an event that is over: its group goes on. It is kept with the event, its duty room is told, and
 * may make a new event of it; by itself nothing becomes one, for what was refuted would come again and again.
 */
@Component
@Transactional
public class EventAftermath {

    /** So long the duty room is not told again of what goes on alike. */
    private static final Duration REST = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final EventStore store;
    private final EventShown shown;
    private final Notices notices;
    private final OfficeTexts texts;
    private final Clock clock;

    EventAftermath(
            JdbcClient jdbc, EventStore store, EventShown shown, Notices notices, OfficeTexts texts, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.shown = shown;
        this.notices = notices;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * What came after the end.
     *
     * @param times how often something came
     * @param alarm number of the last one of which a new event can be made
     * @param next number of the event that was made of it; null where none was
     */
    public record After(
            int times,
            Instant lastAt,
            String said,
            @Nullable String alarm,
            @Nullable String next) {}

    private record Came(Instant at, String said, @Nullable String alarm) {}

    /** What came after the end of an event; empty where that is nothing, or it is not over. */
    @Transactional(readOnly = true)
    public Optional<After> of(Event event) {
        List<Came> all = event.state().open() ? List.of() : came(event.caseNo());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Came last = all.get(0);
        return Optional.of(new After(
                all.size(),
                last.at(),
                last.said(),
                all.stream()
                        .map(Came::alarm)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                next(event).orElse(null)));
    }

    private Optional<String> next(Event event) {
        String key = event.sourceKey();
        return event.source() != Event.Source.ALARM || key == null
                ? Optional.empty()
                : store.ofGroup(key.replaceFirst("/.*", ""))
                        .map(Event::caseNo)
                        .filter(newest -> !newest.equals(event.caseNo()));
    }

    private List<Came> came(String caseNo) {
        return jdbc.sql("""
                        select r.received_at, r.said, r.source_key from emergency_event_report r
                         where r.case_no = :caseNo and r.source = 'ALARM'
                           and r.received_at > (select min(c.at) from emergency_event_change c
                                                 where c.case_no = :caseNo
                                                   and c.act in ('event.refuted', 'response.ended', 'event.closed'))
                         order by r.received_at desc, r.id desc""")
                .param("caseNo", caseNo)
                .query((row, n) ->
                        new Came(Rows.moment(row, "received_at"), row.getString("said"), row.getString("source_key")))
                .list();
    }

    /**
     * Tells the duty room of what comes of an event's group, where the event is over: at once what comes first and what is
     * graver, what goes on alike from time to time. To be asked before it is kept.
     *
     * @param graver whether an alarm has become graver
     */
    void comes(Event event, boolean graver, String said) {
        if (event.state().open()) {
            return;
        }
        Instant rested = OfficialTime.now(clock).minus(REST);
        boolean told = came(event.caseNo()).stream().anyMatch(each -> each.at().isAfter(rested));
        if (graver || !told) {
            notices.send(
                    Audience.group(Group.name(event.lead(), Role.DUTY_COMMANDER)),
                    "emergency.event.notice.goesOn",
                    List.of(shown.title(event), texts.office(event.state().textKey()), said),
                    "/emergency/events/" + event.caseNo());
        }
    }
}
