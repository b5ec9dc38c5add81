package org.xieban.calendar;

import java.time.format.TextStyle;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What the calendar says of a day, in the reader's language. */
@Component("calendarTexts")
public class CalendarTexts {

    private final MessageSource messages;

    CalendarTexts(MessageSource messages) {
        this.messages = messages;
    }

    /** What kind of day it is: the festival, make-up work for it, or the day of the week. */
    public String note(CountedDay counted, Locale locale) {
        return counted.reason() == DayReason.FIRST_DAY
                ? text("calendar.note.FIRST_DAY", locale)
                : note(counted.day(), locale);
    }

    /** The same of a day of the calendar. */
    public String note(CalendarDay day, Locale locale) {
        NoticeDay declared = day.declared();
        String name = declared == null ? "" : declared.name();
        if (declared != null && day.half()) {
            return text("calendar.note." + declared.kind(), locale, name).strip();
        }
        return switch (day.reason()) {
            case HOLIDAY -> name.isEmpty() ? text("calendar.note.HOLIDAY", locale) : name;
            case MAKE_UP ->
                text(day.deviates() ? "calendar.note.LOCAL_WORK" : "calendar.note.MAKE_UP", locale, name)
                        .strip();
            default -> day.date().getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
        };
    }

    /** The notice or the article that makes the day what it is. */
    public String source(CountedDay counted, Locale locale) {
        if (counted.reason() == DayReason.FIRST_DAY) {
            return text("calendar.source.FIRST_DAY", locale);
        }
        Notice notice = counted.day().notice();
        return notice == null ? text("calendar.source.week", locale) : source(notice, locale);
    }

    /** The document that a notice is. */
    public String source(Notice notice, Locale locale) {
        String source = notice.source();
        return source == null
                ? text("calendar.source." + notice.origin(), locale, Integer.toString(notice.year()))
                : source;
    }

    private String text(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
