package org.xieban.timelimit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.calendar.CalendarTexts;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;

/** What is said of a day of a clock, in the reader's language. */
@Component("clockTexts")
class ClockTexts {

    private final CalendarTexts calendar;
    private final Officers officers;
    private final MessageSource messages;

    ClockTexts(CalendarTexts calendar, Officers officers, MessageSource messages) {
        this.calendar = calendar;
        this.officers = officers;
        this.messages = messages;
    }

    /** The names of those who approved pauses and extensions, by their logins. */
    Map<String, String> people(List<CaseClock> clocks) {
        List<String> logins = clocks.stream()
                .flatMap(clock -> Stream.concat(
                        clock.pauses().stream().map(Pause::approver),
                        clock.extensions().stream().map(Extension::approver)))
                .distinct()
                .toList();
        return names(logins);
    }

    Map<String, String> names(List<String> logins) {
        return officers.findAll(logins).stream().collect(Collectors.toMap(Officer::login, Officer::name));
    }

    /**
     * What kind of day it is, or why the clock stood still.
     *
     * @param people {@link #people}
     */
    public String note(Reckoning.Day day, Map<String, String> people, Locale locale) {
        if (day.pausedBy() == null) {
            return calendar.note(day.day(), locale);
        }
        Pause pause = Objects.requireNonNull(day.pausedBy().by());
        String type = messages.getMessage(pause.type().textKey(), null, locale);
        return messages.getMessage(
                "timelimit.note.PAUSED",
                new Object[] {type, pause.reason(), people.getOrDefault(pause.approver(), pause.approver())},
                locale);
    }

    /** The notice, article or legal basis that makes the day count or not. */
    public String source(Reckoning.Day day, Locale locale) {
        return day.pausedBy() == null
                ? calendar.source(day.day(), locale)
                : Objects.requireNonNull(day.pausedBy().by()).legalBasis();
    }

    /** What is said of the day with which a term begins. */
    String firstDay(String note, ClockTerm term, Locale locale) {
        return messages.getMessage("timelimit.note.first", new Object[] {note, term(term, locale)}, locale);
    }

    /** What a term is, what sets it, and what it displaced. */
    public String term(ClockTerm term, Locale locale) {
        String said = messages.getMessage(
                "timelimit.note.term",
                new Object[] {
                    term.amount(),
                    text("calendar.unit." + term.unit().name(), locale),
                    text(term.startEvent().textKey(), locale),
                    term.legalBasis(),
                    text(term.source().textKey(), locale)
                },
                locale);
        return term.displaced() == null
                ? said
                : messages.getMessage(
                        "timelimit.note.displaced", new Object[] {said, displaced(term.displaced(), locale)}, locale);
    }

    private String displaced(String what, Locale locale) {
        return messages.getMessage("timelimit.displaced", new Object[] {what}, locale);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
