package org.xieban.emergency.command;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Who holds which post in the command of an event, named by whoever commands; what was stays on record. */
@Component
@Transactional
class CommandPosts {

    private static final int LONGEST = 40;

    private final JdbcClient jdbc;
    private final Events events;
    private final CommandAccess access;
    private final Officers officers;
    private final Notices notices;
    private final Trace trace;
    private final Clock clock;

    CommandPosts(
            JdbcClient jdbc,
            Events events,
            CommandAccess access,
            Officers officers,
            Notices notices,
            Trace trace,
            Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.access = access;
        this.officers = officers;
        this.notices = notices;
        this.trace = trace;
        this.clock = clock;
    }

    /** Those of an event, also those that ended, the last named first; whether the asker may see it is for the caller. */
    @Transactional(readOnly = true)
    public List<CommandPost> of(String event) {
        return jdbc.sql("select * from emergency_command_post where event = :event order by id desc")
                .param("event", event)
                .query(CommandPosts::post)
                .list();
    }

    /**
     * Names somebody; whoever held the post before holds it no more.
     *
     * @param group what a working group is for; of the commander on site nothing
     * @throws Refusal {@code event.unknown} (404); {@code access.denied} (403); {@code command.eventOver} (409); {@code
     *     command.post} (422) at what is wrong
     */
    public void name(String eventCaseNo, CommandPost.Kind kind, String group, String officer) {
        Event event = requireCommanded(eventCaseNo);
        String named = group.strip();
        if (kind == CommandPost.Kind.WORKING_GROUP && (named.isEmpty() || named.length() > LONGEST)) {
            throw Refusal.rule("command.post").at("group", "command.group", LONGEST);
        }
        if (officers.find(officer)
                .filter(found -> found.enabled() && found.roles().stream().anyMatch(Role::holdsTasks))
                .isEmpty()) {
            throw Refusal.rule("command.post").at("officer", "command.officer");
        }
        String of = kind == CommandPost.Kind.WORKING_GROUP ? named : "";
        String by = CaseAccess.requireOfficer().login();
        Instant now = OfficialTime.now(clock);
        jdbc.sql("""
                update emergency_command_post set ended_by = :by, ended_at = :now
                 where event = :event and kind = :kind and group_name = :group and ended_at is null""")
                .param("by", by)
                .param("now", OfficialTime.of(now))
                .param("event", eventCaseNo)
                .param("kind", kind.name())
                .param("group", of)
                .update();
        jdbc.sql("""
                insert into emergency_command_post (event, kind, group_name, officer, named_by, named_at)
                values (:event, :kind, :group, :officer, :by, :now)""")
                .param("event", eventCaseNo)
                .param("kind", kind.name())
                .param("group", of)
                .param("officer", officer)
                .param("by", by)
                .param("now", OfficialTime.of(now))
                .update();
        trace.record(act("command.postNamed", event, kind, of).with("assignee", officer));
        notices.send(
                Audience.officers(officer),
                "emergency.command.notice." + kind.name(),
                List.of(event.title(), of),
                "/emergency/events/" + eventCaseNo + "/command");
    }

    /**
     * Ends a post.
     *
     * @throws Refusal as {@link #name}; {@code command.noPost} (409) where nobody holds it any more
     */
    public void end(String eventCaseNo, long id) {
        Event event = requireCommanded(eventCaseNo);
        CommandPost post = of(eventCaseNo).stream()
                .filter(each -> each.id() == id && each.endedAt() == null)
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("command.noPost"));
        jdbc.sql("update emergency_command_post set ended_by = :by, ended_at = :now where id = :id")
                .param("by", CaseAccess.requireOfficer().login())
                .param("now", OfficialTime.of(OfficialTime.now(clock)))
                .param("id", id)
                .update();
        trace.record(act("command.postEnded", event, post.kind(), post.group()).with("assignee", post.officer()));
    }

    /** The event, held, if whoever is signed in commands in it and may still do something. */
    private Event requireCommanded(String eventCaseNo) {
        access.requireCommand(eventCaseNo);
        Event event = events.lock(eventCaseNo);
        if (!event.state().open()) {
            throw Refusal.conflict("command.eventOver");
        }
        return event;
    }

    private static Act act(String name, Event event, CommandPost.Kind kind, String group) {
        Act act = Act.of(name, "event", event.caseNo())
                .inCase(event.caseNo(), null)
                .with("post", kind.name());
        return group.isEmpty() ? act : act.with("workingGroup", group);
    }

    private static CommandPost post(ResultSet row, int number) throws SQLException {
        return new CommandPost(
                row.getLong("id"),
                row.getString("event"),
                CommandPost.Kind.valueOf(row.getString("kind")),
                row.getString("group_name"),
                row.getString("officer"),
                row.getString("named_by"),
                Rows.moment(row, "named_at"),
                row.getString("ended_by"),
                Rows.instant(row, "ended_at"));
    }
}
