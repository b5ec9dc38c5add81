package org.xieban.worklist;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.casefile.Lamp;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;

/** Work items in the words of the screen. */
@Component
class TaskLines {

    /**
     * A work item as a page shows it.
     *
     * @param lampText how long it still has, or how long it is late
     * @param from whose act led to it, with his department
     * @param holder who has it or did it, null where nobody has
     * @param department the one it falls to
     * @param age how long it has been open, or when it was done
     * @param passed how much of its term has passed, in hundredths
     * @param mayTake whether the reader is one of those who may do it
     * @param mine whether he has it
     * @param delegator who lets the holder do it for him, null where nobody does
     * @param copied what the reader was sent of it, null where he was sent nothing
     */
    record Line(
            WorkItem item,
            @Nullable Lamp lamp,
            String lampText,
            String from,
            @Nullable String holder,
            String department,
            @Nullable String due,
            String age,
            @Nullable Integer passed,
            boolean mayTake,
            boolean mine,
            @Nullable String delegator,
            @Nullable Copied copied) {

        Line with(Copied sent) {
            return new Line(
                    item, lamp, lampText, from, holder, department, due, age, passed, mayTake, mine, delegator, sent);
        }

        /** The class of its bar. */
        public String bar() {
            return lamp == Lamp.RED ? "r" : lamp == Lamp.YELLOW ? "y" : "";
        }
    }

    /**
     * What somebody was sent to read.
     *
     * @param words by whom, when, and what he wrote
     */
    record Copied(String words, boolean unread) {}

    private final Officers officers;
    private final Departments departments;
    private final Copies copies;
    private final WorkItemAccess access;
    private final MessageSource messages;
    private final Clock clock;

    TaskLines(
            Officers officers,
            Departments departments,
            Copies copies,
            WorkItemAccess access,
            MessageSource messages,
            Clock clock) {
        this.officers = officers;
        this.departments = departments;
        this.copies = copies;
        this.access = access;
        this.messages = messages;
        this.clock = clock;
    }

    Line of(WorkItem item, SignedInOfficer reader, Locale locale) {
        return of(List.of(item), reader, locale).get(0);
    }

    List<Line> of(List<WorkItem> items, SignedInOfficer reader, Locale locale) {
        Set<String> logins = new LinkedHashSet<>();
        for (WorkItem item : items) {
            add(logins, item.openedBy());
            add(logins, item.assignee());
            add(logins, item.delegatedBy());
            add(logins, item.closedBy());
        }
        Map<String, Officer> people = new HashMap<>();
        officers.findAll(List.copyOf(logins)).forEach(officer -> people.put(officer.login(), officer));
        Map<String, String> names = new HashMap<>();
        departments.all().forEach((Department each) -> names.put(each.code(), each.shortName()));
        Instant now = clock.instant();
        List<Line> lines = new ArrayList<>();
        for (WorkItem item : items) {
            Lamp lamp = item.lamp();
            String holder = item.closedBy() != null ? item.closedBy() : item.assignee();
            lines.add(new Line(
                    item,
                    lamp,
                    lampText(item, lamp, now, locale),
                    from(item, people, locale),
                    holder == null ? null : name(holder, people),
                    departmentName(item, names),
                    item.dueAt() == null ? null : moment(item.dueAt(), now, locale),
                    item.closedAt() == null ? age(item.openedAt(), now, locale) : moment(item.closedAt(), now, locale),
                    item.passed(now),
                    access.mayTake(reader, item),
                    reader.login().equals(item.assignee()),
                    item.delegatedBy() == null ? null : name(item.delegatedBy(), people),
                    null));
        }
        return lines;
    }

    /** The same with what the reader was sent of each. */
    List<Line> withCopies(List<WorkItem> items, SignedInOfficer reader, Locale locale) {
        Map<String, Copies.Copy> sent =
                copies.of(items.stream().map(WorkItem::taskId).toList(), reader.login());
        return of(items, reader, locale).stream()
                .map(line -> {
                    Copies.Copy copy = sent.get(line.item.taskId());
                    return copy == null ? line : line.with(copied(copy, locale));
                })
                .toList();
    }

    Copied copied(Copies.Copy copy, Locale locale) {
        String by = officers.find(copy.by()).map(Officer::name).orElse(copy.by());
        String at = moment(copy.at(), clock.instant(), locale);
        return new Copied(
                copy.note().isEmpty()
                        ? text("worklist.copied", locale, by, at)
                        : text("worklist.copied.note", locale, by, at, copy.note()),
                copy.unread());
    }

    private static void add(Set<String> logins, @Nullable String login) {
        if (login != null) {
            logins.add(login);
        }
    }

    private String from(WorkItem item, Map<String, Officer> people, Locale locale) {
        String login = item.openedBy();
        if (login == null) {
            return text("worklist.fromSystem", locale);
        }
        Officer officer = people.get(login);
        return officer == null ? login : officer.mainPost().departmentName() + " " + officer.name();
    }

    private static String name(String login, Map<String, Officer> people) {
        Officer officer = people.get(login);
        return officer == null ? login : officer.name();
    }

    private static String departmentName(WorkItem item, Map<String, String> names) {
        String code = item.department();
        return code == null ? "" : names.getOrDefault(code, code);
    }

    private String lampText(WorkItem item, @Nullable Lamp lamp, Instant now, Locale locale) {
        Instant due = item.dueAt();
        if (lamp == Lamp.PAUSED) {
            return text(lamp.textKey(), locale);
        }
        if (lamp == null || due == null) {
            return text("worklist.noTerm", locale);
        }
        Duration left = Duration.between(now, due).abs();
        String key = due.isBefore(now) ? "worklist.late." : "worklist.left.";
        if (left.toDays() > 0) {
            return text(key + "days", locale, left.toDays());
        }
        return left.toHours() > 0
                ? text(key + "hours", locale, left.toHours())
                : text(key + "minutes", locale, Math.max(1, left.toMinutes()));
    }

    /** A moment as one says it: without the day where it is today, without the year where it is this one. */
    String moment(Instant at, Instant now, Locale locale) {
        ZonedDateTime then = at.atZone(OfficialTime.ZONE);
        LocalDate today = now.atZone(OfficialTime.ZONE).toLocalDate();
        String pattern = then.toLocalDate().equals(today)
                ? "worklist.moment.today"
                : then.getYear() == today.getYear() ? "worklist.moment.thisYear" : "worklist.moment.otherYear";
        return then.format(DateTimeFormatter.ofPattern(text(pattern, locale), locale));
    }

    private String age(Instant since, Instant now, Locale locale) {
        long days = ChronoUnit.DAYS.between(
                since.atZone(OfficialTime.ZONE).toLocalDate(),
                now.atZone(OfficialTime.ZONE).toLocalDate());
        return days <= 0 ? text("worklist.age.today", locale) : text("worklist.age.days", locale, days);
    }

    private String text(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
