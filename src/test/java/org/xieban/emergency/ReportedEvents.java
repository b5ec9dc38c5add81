package org.xieban.emergency;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.InternalCases;
import org.xieban.emergency.event.Event;
import org.xieban.trace.OfficialTime;

/** Events for tests of what is done about one: with a case, without the process that takes them in. */
@Component
public class ReportedEvents {

    /** Leads them all. */
    public static final String LEAD = "yjgl";

    private final InternalCases cases;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReportedEvents(InternalCases cases, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.cases = cases;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One that is verified. */
    public String verified(String title) {
        return in(Event.State.VERIFIED, title, false);
    }

    /** One that is verified and only exercised. */
    public String drill(String title) {
        return in(Event.State.VERIFIED, title, true);
    }

    /** One in a state; its number. */
    public String in(Event.State state, String title, boolean drill) {
        return Objects.requireNonNull(transaction.execute(status -> {
            String caseNo = cases.registerOwn("emergency-directive", LEAD, title, Map.of(), null)
                    .number();
            jdbc.sql("""
                    insert into emergency_event (case_no, kind, title, lead, drill, region, place, occurred_at, reported_at,
                        source, dead, missing, seriously_injured, injured, evacuated, loss_yuan, area_km2, sensitive, state,
                        level, responding_since, closed_at, version)
                    values (:no, 'FLOOD', :title, :lead, :drill, '411921', '沙河五沟营段', :now, :now,
                        'OFFICER', 0, 0, 0, 0, 0, 0, 0, false, :state,
                        case when :state = 'RESPONDING' then 'III' end,
                        case when :state = 'RESPONDING' then cast(:now as timestamptz) end,
                        case when :state = 'CLOSED' then cast(:now as timestamptz) end, 0)""")
                    .param("no", caseNo)
                    .param("title", title)
                    .param("lead", LEAD)
                    .param("drill", drill)
                    .param("now", OfficialTime.of(OfficialTime.now(clock)))
                    .param("state", state.name())
                    .update();
            jdbc.sql("""
                    insert into emergency_event_harm (case_no, version, dead, missing, seriously_injured, injured,
                        evacuated, loss_yuan, area_km2, sensitive, basis, by, at)
                    select case_no, 0, 0, 0, 0, 0, 0, 0, 0, false, '群众来电', 'system', reported_at
                      from emergency_event where case_no = :no""").param("no", caseNo).update();
            return caseNo;
        }));
    }

    /** Lets one come into another state, as its process does. */
    public void becomes(String caseNo, Event.State state) {
        jdbc.sql("""
                update emergency_event set state = :state,
                       closed_at = case when :state = 'CLOSED' then reported_at end, version = version + 1
                 where case_no = :no""").param("no", caseNo).param("state", state.name()).update();
    }
}
