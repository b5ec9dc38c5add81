package org.xieban.emergency.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.engine.Decisions;
import org.xieban.monitoring.alarm.Alarm;
import org.xieban.monitoring.alarm.AlarmFilter;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.TransactionLock;
import org.xieban.web.OfficeTexts;

/**
 * Makes events of alarms: one group of alarms is one event, from the level on that the table {@code alarm-event} says;
 * what comes later in the group is one more report of it.
 */
@Component
class AlarmIntake {

    private static final Logger log = LoggerFactory.getLogger(AlarmIntake.class);

    private static final String TABLE = "alarm-event";

    /** So many alarms of a group stand in the record of an event that it opens; a storm has more, and they join. */
    private static final int MOST = 200;

    private final AlarmNews news;
    private final EventReports reports;
    private final EventHistory history;
    private final EventAftermath aftermath;
    private final EventStore store;
    private final Alarms alarms;
    private final Indicators indicators;
    private final Decisions decisions;
    private final EventSettings settings;
    private final OfficeTexts texts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    AlarmIntake(
            AlarmNews news,
            EventReports reports,
            EventHistory history,
            EventAftermath aftermath,
            EventStore store,
            Alarms alarms,
            Indicators indicators,
            Decisions decisions,
            EventSettings settings,
            OfficeTexts texts,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.news = news;
        this.reports = reports;
        this.history = history;
        this.aftermath = aftermath;
        this.store = store;
        this.alarms = alarms;
        this.indicators = indicators;
        this.decisions = decisions;
        this.settings = settings;
        this.texts = texts;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Reads all that alarms have become, one after the other; what fails is kept and does not keep up what follows. */
    void work() {
        long after = 0;
        while (after >= 0) {
            long from = after;
            long[] at = {-1};
            try {
                transactions.executeWithoutResult(status -> {
                    TransactionLock.hold(jdbc, TABLE);
                    news.take(from).ifPresent(each -> {
                        at[0] = each.id();
                        heard(each);
                    });
                });
            } catch (RuntimeException e) {
                log.warn("what an alarm has become is tried again in a minute: news {}", at[0], e);
                transactions.executeWithoutResult(status -> news.later(at[0]));
            }
            after = at[0];
        }
    }

    private void heard(AlarmNews.News each) {
        Alarm alarm = alarms.require(each.alarm());
        Event event = newest(each.group()).orElse(null);
        if (event == null) {
            if (each.what() != AlarmNews.What.ENDED && opens(alarm)) {
                open(settings.lead(), alarm, null);
            }
            return;
        }
        String said = texts.office("emergency.event.alarm." + each.what(), said(alarm));
        if (each.what() == AlarmNews.What.ENDED && !event.state().open()) {
            // no report: the next one that comes would count as going on alike, and nobody would be told of it
            reports.note(event, Event.Source.ALARM, said);
            return;
        }
        aftermath.comes(event, each.what() == AlarmNews.What.GRAVER, said);
        reports.join(
                event.caseNo(),
                new EventReports.From(
                        Event.Source.ALARM,
                        null,
                        each.what() == AlarmNews.What.RAISED ? String.valueOf(alarm.id()) : null),
                said);
    }

    /** The event that a group belongs to: where the last one is over, and another was made of the group, that one. */
    private Optional<Event> newest(long group) {
        return store.ofGroup(String.valueOf(group)).flatMap(found -> store.find(store.real(found.caseNo()), false));
    }

    private boolean opens(Alarm alarm) {
        int from = ((Number) row(alarm).getOrDefault("fromLevel", 0)).intValue();
        return alarm.level() <= from;
    }

    private Map<String, @Nullable Object> row(Alarm alarm) {
        return decisions.rows(TABLE, Map.of("alarmKind", alarm.kind().name())).stream()
                .findFirst()
                .orElse(Map.of("eventKind", EventKind.PUBLIC_ORDER.name(), "fromLevel", 0));
    }

    /** What an event begins with that is made of an alarm. */
    EventReports.Report report(Alarm alarm) {
        return new EventReports.Report(
                EventKind.valueOf(String.valueOf(row(alarm).get("eventKind"))),
                alarm.indicatorName() + alarm.name(),
                false,
                alarm.region(),
                alarm.indicatorName(),
                indicators.find(alarm.indicator()).map(Indicator::longitude).orElse(null),
                indicators.find(alarm.indicator()).map(Indicator::latitude).orElse(null),
                reports.possible(alarm.raisedAt()),
                said(alarm),
                null,
                Harm.NONE);
    }

    /**
     * Takes an alarm in as a report, with those of its group; where the event of the group is over, as a new one.
     *
     * @param typed what somebody made of it; null where nobody did
     */
    @Transactional
    EventReports.Received open(String lead, Alarm alarm, EventReports.@Nullable Report typed) {
        EventReports.Received received = reports.take(lead, from(alarm), typed == null ? report(alarm) : typed);
        List<Alarm> group =
                alarms.newest(new AlarmFilter(null, null, null, null, null, null, alarm.group(), null, null), MOST);
        for (int i = group.size() - 1; i >= 0; i--) {
            Alarm other = group.get(i);
            if (other.id() != alarm.id() || received.repeated()) {
                reports.join(
                        received.caseNo(),
                        new EventReports.From(Event.Source.ALARM, null, String.valueOf(other.id())),
                        texts.office("emergency.event.alarm.RAISED", said(other)));
            }
        }
        return received;
    }

    private EventReports.From from(Alarm alarm) {
        String id = String.valueOf(alarm.id());
        return new EventReports.From(
                Event.Source.ALARM, key(alarm.group()), history.knows(Event.Source.ALARM, id) ? null : id);
    }

    /** By which the next report of a group is known: that of its event, or of one more where that is over. */
    private String key(long group) {
        Event before = store.ofGroup(String.valueOf(group)).orElse(null);
        if (before == null) {
            return String.valueOf(group);
        }
        String key = String.valueOf(before.sourceKey());
        boolean over = newest(group).filter(event -> !event.state().open()).isPresent();
        int turn = key.contains("/") ? Integer.parseInt(key.substring(key.indexOf('/') + 1)) : 1;
        return over ? group + "/" + (turn + 1) : key;
    }

    private String said(Alarm alarm) {
        return texts.office(
                "emergency.event.alarmSaid",
                String.valueOf(alarm.id()),
                texts.office(alarm.levelKey()),
                alarm.words(),
                OfficialTime.minute(alarm.raisedAt()));
    }
}
