package org.xieban.casefile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of a case (办件编号), such as {@code XP26-1112-0019-7}: two letters of the city, year, month and day of
 * registration, number within the day, check character. It can be read over a telephone: it holds no I, O, S, V or Z, and
 * any one wrong character and any two that changed places are found.
 */
public record CaseNumber(String value) {

    private static final Pattern SHAPE =
            Pattern.compile("([A-HJ-NPQRTUWXY]{2})(\\d{2})(\\d{2})(\\d{2})(\\d{4,6})([0-9A-Z])");

    private static final int CENTURY = 2000;

    private static final int MOST_A_DAY = 999_999;

    public CaseNumber {
        if (!value.equals(canonical(value))) {
            throw new IllegalArgumentException("not a case number");
        }
    }

    /**
     * The number of a case that is being registered.
     *
     * @param city two of the letters that a case number may hold
     * @param day on which it is registered, of the years 2000 to 2099
     * @param sequence its number within the day, 1 to 999999
     */
    public static CaseNumber of(String city, LocalDate day, int sequence) {
        if (sequence < 1 || sequence > MOST_A_DAY || day.getYear() / 100 != CENTURY / 100) {
            throw new IllegalArgumentException("no case has this number");
        }
        String symbols = String.format(
                Locale.ROOT,
                "%s%02d%02d%02d%04d",
                city,
                day.getYear() % 100,
                day.getMonthValue(),
                day.getDayOfMonth(),
                sequence);
        if (!SHAPE.matcher(symbols + "0").matches()) {
            throw new IllegalArgumentException("no letters of a case number: " + city);
        }
        return new CaseNumber(written(symbols, Symbols.check(symbols)));
    }

    /**
     * Reads a number as it was typed or heard: in any case, with or without dashes and spaces, O for 0 and I for 1. Empty
     * for what is none.
     */
    public static Optional<CaseNumber> read(String typed) {
        return Optional.of(canonical(typed)).filter(value -> !value.isEmpty()).map(CaseNumber::new);
    }

    /** The one way to write it; empty where the text is no case number. */
    private static String canonical(String typed) {
        String symbols = Symbols.typed(typed)
                .replaceAll("[\\-‐-―－_/.]", "")
                .replace('O', '0')
                .replace('I', '1');
        Matcher parts = SHAPE.matcher(symbols);
        if (!parts.matches()) {
            return "";
        }
        String sequence = parts.group(5);
        boolean padded = (sequence.length() > 4 && sequence.startsWith("0")) || Integer.parseInt(sequence) == 0;
        String body = symbols.substring(0, symbols.length() - 1);
        if (padded || Symbols.check(body) != symbols.charAt(symbols.length() - 1)) {
            return "";
        }
        try {
            day(body);
        } catch (DateTimeException none) {
            return "";
        }
        return written(body, symbols.charAt(symbols.length() - 1));
    }

    private static String written(String symbols, char check) {
        return symbols.substring(0, 4) + "-" + symbols.substring(4, 8) + "-" + symbols.substring(8) + "-" + check;
    }

    private static LocalDate day(String symbols) {
        return LocalDate.of(
                CENTURY + Integer.parseInt(symbols.substring(2, 4)),
                Integer.parseInt(symbols.substring(4, 6)),
                Integer.parseInt(symbols.substring(6, 8)));
    }

    /** The day on which the case was registered. */
    public LocalDate registeredOn() {
        return day(value.replace("-", ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
