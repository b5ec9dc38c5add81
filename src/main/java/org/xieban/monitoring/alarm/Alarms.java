package org.xieban.monitoring.alarm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.SqlConditions;
import org.xieban.monitoring.AlarmEnded;
import org.xieban.monitoring.AlarmLevelChanged;
import org.xieban.monitoring.AlarmRaised;
import org.xieban.monitoring.MonitoringSettings;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.OfficeTexts;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Alarms: what judging made of them, and what the duty commander makes of them. */
@Component
@Transactional
public class Alarms {

    private static final int LONGEST_REASON = 500;

    private final AlarmStore store;
    private final MonitoringSettings settings;
    private final OfficeTexts texts;
    private final ApplicationEventPublisher events;
    private final Trace trace;
    private final Clock clock;

    Alarms(
            AlarmStore store,
            MonitoringSettings settings,
            OfficeTexts texts,
            ApplicationEventPublisher events,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.settings = settings;
        this.texts = texts;
        this.events = events;
        this.trace = trace;
        this.clock = clock;
    }

    /** Keeps what judging made of alarms, in the transaction that judged. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(List<AlarmChange> changes, Instant now) {
        for (AlarmChange change : changes) {
            switch (change.what()) {
                case RAISED -> raise(change, now);
                case LEVEL -> changeLevel(change);
                case ENDED -> end(change);
            }
        }
    }

    private void raise(AlarmChange change, Instant now) {
        String county = change.indicator().county();
        AlarmStore.Group group = store.group(county, change.indicator().kind(), now, settings.groupWithin());
        String words = words(change);
        long id = store.raise(group.id(), change, words, now);
        trace.record(
                act("alarm.raised", id)
                        .with("indicator", change.indicator().code())
                        .with("rule", change.rule())
                        .with("level", change.level())
                        .with("words", words)
                        .with("at", OfficialTime.of(change.at()).toString()),
                Actor.SYSTEM);
        events.publishEvent(new AlarmRaised(
                id,
                group.id(),
                group.opened(),
                change.indicator().code(),
                change.indicator().kind().name(),
                county,
                change.rule(),
                change.name(),
                change.level(),
                change.at()));
    }

    private void changeLevel(AlarmChange change) {
        store.running(change.indicator().number(), change.rule()).ifPresent(alarm -> {
            store.changeLevel(alarm.id(), change, words(change));
            trace.record(act("alarm.levelChanged", alarm.id()).change(alarm.level(), change.level()), Actor.SYSTEM);
            events.publishEvent(new AlarmLevelChanged(
                    alarm.id(), alarm.group(), alarm.indicator(), alarm.level(), change.level(), change.at()));
        });
    }

    private void end(AlarmChange change) {
        store.running(change.indicator().number(), change.rule()).ifPresent(alarm -> {
            store.end(alarm.id(), change.at());
            trace.record(
                    act("alarm.ended", alarm.id())
                            .with("at", OfficialTime.of(change.at()).toString()),
                    Actor.SYSTEM);
            events.publishEvent(new AlarmEnded(alarm.id(), alarm.group(), alarm.indicator(), change.at()));
        });
    }

    private String words(AlarmChange change) {
        Double measured = change.measured();
        return texts.office(
                change.textKey() + ".said",
                change.indicator().name(),
                measured == null ? "" : plain(measured),
                plain(change.from()),
                change.indicator().unit());
    }

    /** A number as people write it: no more places than anybody measures. */
    public static String plain(double number) {
        BigDecimal exact = BigDecimal.valueOf(number);
        return (exact.scale() > 3 ? exact.setScale(3, RoundingMode.HALF_UP) : exact)
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * The alarm is real (属实).
     *
     * @throws Refusal {@code alarm.unknown} (404), {@code alarm.judged} (409) where somebody was faster
     */
    public void confirm(long id, String login) {
        Alarm alarm = lock(id);
        if (!alarm.judgeable()) {
            throw Refusal.conflict("alarm.judged");
        }
        store.judged(id, Alarm.Judgement.CONFIRMED, login, OfficialTime.now(clock));
        trace.record(act("alarm.confirmed", id));
    }

    /**
     * The alarm was none (误报), which closes it.
     *
     * @throws Refusal as {@link #confirm}; {@code alarm.reason} (422)
     */
    public void refute(long id, String login, String reason) {
        Alarm alarm = lock(id);
        if (!alarm.judgeable()) {
            throw Refusal.conflict("alarm.judged");
        }
        close(id, Alarm.Judgement.FALSE, login, reason, "alarm.refuted");
    }

    /**
     * What was to be done of a real alarm is done (处置完毕).
     *
     * @throws Refusal {@code alarm.unknown} (404), {@code alarm.notConfirmed} (409), {@code alarm.reason} (422)
     */
    public void close(long id, String login, String reason) {
        if (!lock(id).closeable()) {
            throw Refusal.conflict("alarm.notConfirmed");
        }
        close(id, Alarm.Judgement.CONFIRMED, login, reason, "alarm.closed");
    }

    private void close(long id, Alarm.Judgement judgement, String login, String reason, String act) {
        String said = reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw Refusal.rule("alarm.reason", LONGEST_REASON).at("reason", "alarm.reason", LONGEST_REASON);
        }
        store.closed(id, judgement, login, said, OfficialTime.now(clock));
        trace.record(act(act, id).with("reason", said));
    }

    private Alarm lock(long id) {
        return store.find(id, true).orElseThrow(() -> Refusal.notFound("alarm.unknown", String.valueOf(id)));
    }

    private static Act act(String name, long id) {
        return Act.of(name, "alarm", String.valueOf(id));
    }

    /**
     * The alarm.
     *
     * @throws Refusal {@code alarm.unknown} (404)
     */
    @Transactional(readOnly = true)
    public Alarm require(long id) {
        return store.find(id, false).orElseThrow(() -> Refusal.notFound("alarm.unknown", String.valueOf(id)));
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public Listing<Alarm> list(AlarmFilter filter, PageRequest page) {
        SqlConditions conditions = filter.conditions();
        long total = store.count(conditions);
        if (page.after() != null) {
            Instant at = page.after().instant(0);
            conditions.add("(a.raised_at, a.id) < (:afterAt, :afterId)");
            conditions.with("afterAt", OfficialTime.ofNullable(at));
            conditions.with("afterId", page.after().number(1));
        }
        return page.listing(
                store.rows(conditions, page.limit()), total, alarm -> new Object[] {alarm.raisedAt(), alarm.id()});
    }

    /** The newest of them, so many at most. */
    @Transactional(readOnly = true)
    public List<Alarm> newest(AlarmFilter filter, int most) {
        return store.rows(filter.conditions(), most);
    }

    @Transactional(readOnly = true)
    public long count(AlarmFilter filter) {
        return store.count(filter.conditions());
    }

    /** The gravest level of the running, open alarms of each indicator, by its number. */
    @Transactional(readOnly = true)
    public Map<Integer, Integer> levels() {
        return store.levels();
    }

    /** Keeps on record that a list was taken away. */
    public void exported(AlarmFilter filter) {
        trace.record(Act.of("alarm.exported", "alarm", "list").with("filter", filter.address()));
    }
}
