package org.xieban.web;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, or the fields of a form, as it was typed. Reading one never fails: what is wrong is noted by its
 * column, so that all of it is said at once.
 */
public final class Cells {

    private static final Set<String> YES = Set.of("true", "1", "yes", "y");
    private static final Set<String> NO = Set.of("false", "0", "no", "n");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;，；、]+");
    private static final int WHOLE = 10_000;

    private final Map<String, String> given;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * What is wrong in a column.
     *
     * @param code message {@code problem.<code>}
     */
    public record Fault(String column, String code, List<Object> arguments) {}

    public Cells(Map<String, String> given) {
        this.given = given;
    }

    /** What a table writes in its columns, as the fields of a form; null is an empty cell. */
    public static Cells of(List<String> columns, List<@Nullable String> written) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            given.put(columns.get(i), Objects.requireNonNullElse(written.get(i), ""));
        }
        return new Cells(given);
    }

    /** A number as it is written into a cell, without zeros behind; null is an empty cell. */
    public static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }

    public List<Fault> faults() {
        return faults;
    }

    public void wrong(String column, String code, Object... arguments) {
        faults.add(new Fault(column, code, List.of(arguments)));
    }

    /** As it was typed. */
    public String typed(String column) {
        return given.getOrDefault(column, "").strip();
    }

    /** A text that must be there. */
    public String text(String column, int most) {
        String typed = typed(column);
        if (typed.isEmpty()) {
            wrong(column, "register.missing");
        } else if (typed.length() > most) {
            wrong(column, "register.tooLong", most);
        }
        return typed;
    }

    /** A text that is one of those that are known. */
    public String known(String column, Predicate<String> known, String code) {
        String typed = text(column, 64);
        if (!typed.isEmpty() && !known.test(typed)) {
            wrong(column, code, typed);
        }
        return typed;
    }

    /** By which an entry of a register is found. */
    public String code(String column) {
        return known(column, typed -> CODE.matcher(typed).matches(), "register.code");
    }

    /** Several, separated by white space, commas or semicolons. */
    public List<String> several(String column) {
        return SEPARATORS
                .splitAsStream(typed(column))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** A day as {@code yyyy-MM-dd}; null where none is given, or none is. */
    public @Nullable LocalDate day(String column) {
        String typed = typed(column);
        if (typed.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(typed);
            if (day.getYear() >= 1950 && day.getYear() <= 2200) {
                return day;
            }
        } catch (DateTimeException none) {
            // said below
        }
        wrong(column, "register.day", typed);
        return null;
    }

    /** Yes or no; what is usual where nothing is said. */
    public boolean yes(String column, boolean usual) {
        String typed = typed(column).toLowerCase(Locale.ROOT);
        if (typed.isEmpty() || YES.contains(typed)) {
            return typed.isEmpty() ? usual : true;
        }
        if (!NO.contains(typed)) {
            wrong(column, "register.yesOrNo", typed);
        }
        return false;
    }

    /** A text that may be left out: null then. */
    public @Nullable String optional(String column, int most) {
        String typed = typed(column);
        if (typed.length() > most) {
            wrong(column, "register.tooLong", most);
        }
        return typed.isEmpty() ? null : typed;
    }

    /** One of a few; null where it is none of them. */
    public <E extends Enum<E>> @Nullable E choice(String column, Class<E> type) {
        String typed = text(column, 40);
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(typed)) {
                return each;
            }
        }
        if (!typed.isEmpty()) {
            wrong(
                    column,
                    "register.oneOf",
                    typed,
                    Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
        }
        return null;
    }

    /** Degrees of a place with six decimals at most; null where none are given, or none are. */
    public @Nullable BigDecimal degrees(String column, int most) {
        String typed = typed(column);
        if (typed.isEmpty()) {
            return null;
        }
        if (typed.matches("-?[0-9]{1,3}([.][0-9]{1,6})?")) {
            BigDecimal degrees = new BigDecimal(typed);
            if (degrees.abs().compareTo(BigDecimal.valueOf(most)) <= 0) {
                return degrees;
            }
        }
        wrong(column, "register.degrees", typed, most);
        return null;
    }

    /** Notes where a place has only one of its two coordinates. */
    public void wholePlace(String longitude, String latitude) {
        if (typed(longitude).isEmpty() != typed(latitude).isEmpty()) {
            wrong(typed(longitude).isEmpty() ? longitude : latitude, "register.halfPlace");
        }
    }

    /** A whole number. */
    public int number(String column, int least, int most) {
        String typed = text(column, 12);
        if (typed.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(typed);
            if (number >= least && number <= most) {
                return number;
            }
        }
        if (!typed.isEmpty()) {
            wrong(column, "register.number", least, most);
        }
        return least;
    }

    /** A share in per cent with two places at most, as so many of ten thousand. */
    public int share(String column) {
        String typed = text(column, 12);
        String plain = typed.endsWith("%") ? typed.substring(0, typed.length() - 1) : typed;
        if (plain.matches("[0-9]{1,3}([.][0-9]{1,2})?")) {
            int share = new BigDecimal(plain).movePointRight(2).intValueExact();
            if (share <= WHOLE) {
                return share;
            }
        }
        if (!typed.isEmpty()) {
            wrong(column, "register.share", typed);
        }
        return 0;
    }

    /** What a reading of ours makes of it, which refuses what is none. */
    public <T> @Nullable T reading(String column, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Refusal refused) {
            wrong(column, refused.code(), refused.arguments().toArray());
            return null;
        }
    }
}
