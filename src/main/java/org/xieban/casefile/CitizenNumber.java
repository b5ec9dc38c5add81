package org.xieban.casefile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/**
 * A citizen's number (公民身份号码, GB 11643-1999): division of first registration, date of birth, sequence, check
 * character. Shown masked; whoever shows it whole records that.
 */
public record CitizenNumber(String value) {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECK = "10X98765432";

    /** Provinces of GB/T 2260, and 83 for residents from Taiwan who hold a residence permit. */
    private static final Set<Integer> PROVINCES = Set.of(
            11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61,
            62, 63, 64, 65, 71, 81, 82, 83);

    public CitizenNumber {
        if (fault(value) != null) {
            throw new IllegalArgumentException("not a citizen's number");
        }
    }

    /**
     * Reads a number as it was typed.
     *
     * @param today nobody is born later
     * @throws Refusal {@code citizenNumber.shape}, {@code .division}, {@code .birthDate}, {@code .check} (422)
     */
    public static CitizenNumber of(String typed, LocalDate today) {
        String value = Symbols.typed(typed);
        String fault = fault(value);
        if (fault != null) {
            throw Refusal.rule("citizenNumber." + fault);
        }
        CitizenNumber number = new CitizenNumber(value);
        if (number.birthDate().isAfter(today)) {
            throw Refusal.rule("citizenNumber.birthDate");
        }
        return number;
    }

    private static @Nullable String fault(String value) {
        if (!value.matches("[0-9]{17}[0-9X]")) {
            return "shape";
        }
        if (!PROVINCES.contains(Integer.parseInt(value.substring(0, 2)))) {
            return "division";
        }
        try {
            born(value);
        } catch (DateTimeException none) {
            return "birthDate";
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (value.charAt(i) - '0') * WEIGHTS[i];
        }
        return value.charAt(17) == CHECK.charAt(sum % 11) ? null : "check";
    }

    private static LocalDate born(String value) {
        return LocalDate.of(
                Integer.parseInt(value.substring(6, 10)),
                Integer.parseInt(value.substring(10, 12)),
                Integer.parseInt(value.substring(12, 14)));
    }

    public LocalDate birthDate() {
        return born(value);
    }

    /** Whether the holder is registered as male: the seventeenth digit is odd. */
    public boolean male() {
        return (value.charAt(16) - '0') % 2 == 1;
    }

    /** The county in which it was given, six digits of GB/T 2260 as they were then. */
    public String division() {
        return value.substring(0, 6);
    }

    /** {@code 1101**********002X} */
    public String masked() {
        return Masking.number(value);
    }

    /** Masked, so that no log or message shows the number by accident. */
    @Override
    public String toString() {
        return masked();
    }
}
