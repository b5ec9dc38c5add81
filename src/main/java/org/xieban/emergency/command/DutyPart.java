package org.xieban.emergency.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.emergency.duty.DutyRoster;
import org.xieban.emergency.duty.RollCalls;
import org.xieban.emergency.duty.Shift;

/** Who is there: on duty, leading, on site, at the head of working groups; and whether he has said so. */
@Component
@Order(7)
class DutyPart implements Part<List<DutyPart.Person>> {

    private final DutyRoster roster;
    private final RollCalls rollCalls;
    private final CommandPosts posts;
    private final Officers officers;

    DutyPart(DutyRoster roster, RollCalls rollCalls, CommandPosts posts, Officers officers) {
        this.roster = roster;
        this.rollCalls = rollCalls;
        this.posts = posts;
        this.officers = officers;
    }

    /** Why somebody is on the list. */
    enum Why {
        FIELD_COMMANDER,
        WORKING_GROUP,
        ON_DUTY,
        LEADER,
        /** The roster names nobody. */
        NOBODY;

        public String textKey() {
            return "emergency.command.there." + name();
        }
    }

    /**
     * One of them.
     *
     * @param group of a working group what it is for
     * @param officer login, with the name; null where there is nobody
     * @param phone of his shift
     * @param answer to the last roll-call since the event was reported; null where he was not asked
     * @param post number of his post in the event; null where he has none
     */
    record Person(
            Why why,
            String department,
            String group,
            @Nullable String officer,
            @Nullable String name,
            String phone,
            RollCalls.@Nullable Answer answer,
            @Nullable Long post) {}

    /** Those there are, to whoever looks. */
    record Shown(List<Person> people, boolean commands) {}

    @Override
    public List<Person> gather(Moment moment) {
        Set<String> departments = new LinkedHashSet<>(List.of(moment.event().lead()));
        moment.directives().stream()
                .filter(each -> each.state().open())
                .forEach(each -> departments.add(each.department()));
        Map<String, Optional<Shift>> shifts = new HashMap<>();
        departments.forEach(each -> shifts.put(each, roster.onDuty(each, moment.now())));
        List<CommandPost> held = posts.of(moment.event().caseNo()).stream()
                .filter(each -> each.endedAt() == null)
                .toList();
        Set<String> logins = new LinkedHashSet<>();
        held.forEach(each -> logins.add(each.officer()));
        shifts.values()
                .forEach(each -> each.ifPresent(shift -> {
                    logins.add(shift.officer());
                    logins.add(shift.leader());
                }));
        Map<String, Officer> found = new HashMap<>();
        officers.findAll(List.copyOf(logins)).forEach(each -> found.put(each.login(), each));
        Map<String, RollCalls.Answer> answers =
                rollCalls.answers(logins, moment.event().reportedAt());
        List<Person> people = new ArrayList<>();
        for (CommandPost each : held) {
            Officer officer = found.get(each.officer());
            String department = officer == null ? "" : officer.mainPost().departmentCode();
            people.add(new Person(
                    each.kind() == CommandPost.Kind.FIELD_COMMANDER ? Why.FIELD_COMMANDER : Why.WORKING_GROUP,
                    department,
                    each.group(),
                    each.officer(),
                    officer == null ? each.officer() : officer.name(),
                    "",
                    answers.get(each.officer()),
                    each.id()));
        }
        for (String department : departments) {
            Optional<Shift> shift = shifts.getOrDefault(department, Optional.empty());
            if (shift.isEmpty()) {
                people.add(new Person(Why.NOBODY, department, "", null, null, "", null, null));
            }
            shift.ifPresent(on -> {
                people.add(onDuty(Why.ON_DUTY, on, on.officer(), found, answers));
                people.add(onDuty(Why.LEADER, on, on.leader(), found, answers));
            });
        }
        return people;
    }

    private static Person onDuty(
            Why why, Shift shift, String login, Map<String, Officer> found, Map<String, RollCalls.Answer> answers) {
        Officer officer = found.get(login);
        return new Person(
                why,
                shift.department(),
                "",
                login,
                officer == null ? login : officer.name(),
                why == Why.ON_DUTY ? shift.phone() : "",
                answers.get(login),
                null);
    }

    @Override
    public void show(Moment moment, List<Person> people, Viewpoint to, Consumer<Piece> pieces) {
        List<Person> seen = people.stream()
                .filter(each -> each.post() != null
                        || to.sees(each.department())
                        || each.department().equals(moment.event().lead()))
                .toList();
        boolean commands = to.commands() && moment.event().state().open();
        pieces.accept(new Piece("duty", null, "duty", new Shown(seen, commands)));
    }
}
