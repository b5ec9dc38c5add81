package org.xieban.casefile;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/**
 * A unified social credit code (统一社会信用代码, GB 32100-2015): registering organ, kind, division, the organisation code of
 * GB 11714-1997 with its own check character, check character.
 */
public record CreditCode(String value) {

    private static final Pattern SHAPE = Pattern.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}");

    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    public CreditCode {
        if (fault(value) != null) {
            throw new IllegalArgumentException("not a credit code");
        }
    }

    /**
     * Reads a code as it was typed.
     *
     * @throws Refusal {@code creditCode.shape}, {@code .organisation} where the organisation code within it is wrong,
     *     {@code .check} (422)
     */
    public static CreditCode of(String typed) {
        String value = Symbols.typed(typed);
        String fault = fault(value);
        if (fault != null) {
            throw Refusal.rule("creditCode." + fault);
        }
        return new CreditCode(value);
    }

    private static @Nullable String fault(String value) {
        if (!SHAPE.matcher(value).matches()) {
            return "shape";
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += Symbols.value(value.charAt(i)) * WEIGHTS[i];
        }
        if (value.charAt(17) != Symbols.symbol((Symbols.COUNT - sum % Symbols.COUNT) % Symbols.COUNT)) {
            return "check";
        }
        return value.charAt(16) == organisationCheck(value.substring(8, 16)) ? null : "organisation";
    }

    /** GB 11714 counts letters from A = 10 on, without gaps. */
    private static char organisationCheck(String eight) {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += Character.digit(eight.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }

    /** The organisation code (组织机构代码) within it, nine characters. */
    public String organisationCode() {
        return value.substring(8, 17);
    }

    /** The division that registered it, six digits of GB/T 2260; 100000 for the organs of the state itself. */
    public String division() {
        return value.substring(2, 8);
    }

    /** {@code 9141**********4T7A} */
    public String masked() {
        return Masking.number(value);
    }
}
