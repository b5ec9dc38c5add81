package org.xieban.notice;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Recorded;

/**
 * Who is told of which act: all of it, in one place. A notice is written in the transaction of its act, so there is none
 * of something that did not happen, and none is lost.
 */
@Component
class NoticeRules {

    /**
     * @param act the act's name; the text is the message {@code notice.<act>} with {@code {0}} the name of the subject
     *     and {@code {1}} that of the actor
     * @param byPeople only acts of people are told where true; what the product does at its first start is no news
     * @param whom it is told to
     * @param href where the matter stands
     * @param mailed whether it is mailed too, at once
     */
    record Rule(
            String act, boolean byPeople, Function<Act, Audience> whom, Function<Act, String> href, boolean mailed) {

        Rule byMail() {
            return new Rule(act, byPeople, whom, href, true);
        }

        String textKey() {
            return "notice." + act;
        }
    }

    private static final Role[] WORKING_WITH_TERMS = {
        Role.CLERK,
        Role.HANDLER,
        Role.SECTION_HEAD,
        Role.LEADER,
        Role.APPROVER,
        Role.INSPECTOR,
        Role.DUTY_COMMANDER,
        Role.SUPERVISOR,
        Role.ANALYST
    };

    static final List<Rule> RULES = List.of(
            // an attack on an account, or somebody who cannot work
            tell("signIn.locked", toRole(Role.SECURITY_ADMINISTRATOR), NoticeRules::officer),
            // a new account has no roles that mean anything until they are granted
            tellOfPeople("officer.created", toRole(Role.SECURITY_ADMINISTRATOR), NoticeRules::officer),
            // what others did to an account, its owner hears of: he notices what should not have been
            tell("password.reset", NoticeRules::toSubject, act -> "/account/password"),
            tell("officer.unlocked", NoticeRules::toSubject, act -> "/account/password"),
            tell("roles.changed", NoticeRules::toSubject, act -> "/account/post"),
            tell("post.added", NoticeRules::toSubject, act -> "/account/post"),
            tell("post.removed", NoticeRules::toSubject, act -> "/account/post"),
            // what is to be done, or read, now; the record says who was meant
            tell("task.transferred", NoticeRules::toHolder, NoticeRules::ofCase),
            tell("task.delegated", NoticeRules::toHolder, NoticeRules::ofCase),
            tell("task.resolved", NoticeRules::toHolder, NoticeRules::ofCase),
            tell("task.urged", NoticeRules::toTold, NoticeRules::ofCase).byMail(),
            tell("task.urgeAnswered", NoticeRules::toTold, NoticeRules::ofCase),
            // what stood in for a material no longer does
            tell("case.materialUncovered", NoticeRules::toTold, act -> "/cases/" + act.subjectId() + "?tab=materials"),
            tell("task.copied", NoticeRules::toTold, act -> "/tasks?queue=copied"),
            // due dates may have moved
            tell(
                    "calendar.imported",
                    act -> Audience.roles(WORKING_WITH_TERMS),
                    act -> "/calendar/" + act.subjectId()));

    private static final Map<String, Rule> BY_ACT =
            RULES.stream().collect(Collectors.toUnmodifiableMap(Rule::act, rule -> rule));

    private final Notices notices;
    private final Officers officers;

    NoticeRules(Notices notices, Officers officers) {
        this.notices = notices;
        this.officers = officers;
    }

    @EventListener
    void tell(Recorded recorded) {
        Act act = recorded.act();
        Rule rule = BY_ACT.get(act.name());
        if (rule != null && !(rule.byPeople() && recorded.actor().equals(Actor.SYSTEM))) {
            notices.send(
                    rule.whom().apply(act),
                    rule.textKey(),
                    List.of(nameOf(act), recorded.actor().name()),
                    rule.href().apply(act),
                    rule.mailed() ? act.caseNo() : null);
        }
    }

    private String nameOf(Act act) {
        if (act.subjectKind().equals("officer")) {
            return officers.find(act.subjectId()).map(Officer::name).orElse(act.subjectId());
        }
        return act.detail().get("name") instanceof String name ? name : act.subjectId();
    }

    private static Rule tell(String act, Function<Act, Audience> whom, Function<Act, String> href) {
        return new Rule(act, false, whom, href, false);
    }

    private static Rule tellOfPeople(String act, Function<Act, Audience> whom, Function<Act, String> href) {
        return new Rule(act, true, whom, href, false);
    }

    private static Function<Act, Audience> toRole(Role role) {
        return act -> Audience.roles(role);
    }

    private static Audience toSubject(Act act) {
        return Audience.officers(act.subjectId());
    }

    private static Audience toHolder(Act act) {
        return Audience.officers(String.valueOf(act.detail().get("after")));
    }

    private static Audience toTold(Act act) {
        return act.detail().get("told") instanceof List<?> told
                ? new Audience(told.stream().map(String::valueOf).toList(), List.of())
                : Audience.officers();
    }

    private static String ofCase(Act act) {
        return "/cases/" + act.subjectId();
    }

    private static String officer(Act act) {
        return "/directory/officers/" + act.subjectId();
    }
}
