package org.xieban.supervision.process;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** How long something took, in its two largest units, as {@code process-heat.js} says it on the diagram. */
final class DurationTexts {

    private record Unit(String name, long seconds) {}

    private static final List<Unit> UNITS =
            List.of(new Unit("day", 86_400), new Unit("hour", 3_600), new Unit("minute", 60), new Unit("second", 1));

    private final MessageSource messages;
    private final Locale locale;

    DurationTexts(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    /** A dash where it is not known. */
    public String seconds(@Nullable Double seconds) {
        if (seconds == null) {
            return "—";
        }
        long rest = Math.round(seconds);
        StringBuilder text = new StringBuilder();
        int parts = 0;
        for (Unit unit : UNITS) {
            long number = rest / unit.seconds;
            rest -= number * unit.seconds;
            if (number > 0 && parts < 2) {
                text.append(parts == 0 ? "" : " ").append(number).append(name(unit.name));
            }
            parts += number > 0 || parts > 0 ? 1 : 0;
        }
        return parts == 0 ? "0" + name("second") : text.toString();
    }

    private String name(String unit) {
        return messages.getMessage("worklist.unit." + unit, null, locale);
    }
}
