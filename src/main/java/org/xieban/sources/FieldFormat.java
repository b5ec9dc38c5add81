package org.xieban.sources;

import java.util.regex.Pattern;
import org.xieban.casefile.CitizenNumber;
import org.xieban.casefile.CreditCode;

/** What values of a field look like, so that what cannot be right is neither asked nor believed. */
public enum FieldFormat {
    /** Any text of its type. */
    ANY {
        @Override
        boolean fits(String value) {
            return true;
        }
    },
    /** Citizen number (GB 11643). */
    CITIZEN_NUMBER {
        @Override
        boolean fits(String value) {
            return made(() -> new CitizenNumber(value));
        }
    },
    /** Unified social credit code (GB 32100). */
    CREDIT_CODE {
        @Override
        boolean fits(String value) {
            return made(() -> new CreditCode(value));
        }
    },
    /** Citizen number of a person, credit code of an organisation. */
    SUBJECT_NUMBER {
        @Override
        boolean fits(String value) {
            return CITIZEN_NUMBER.fits(value) || CREDIT_CODE.fits(value);
        }
    },
    /** Letters, digits and dashes, as numbers of certificates are. */
    CODE {
        @Override
        boolean fits(String value) {
            return CODES.matcher(value).matches();
        }
    };

    private static final Pattern CODES = Pattern.compile("[\\p{L}\\p{N}（）()〔〕/_-]{1,64}");

    abstract boolean fits(String value);

    private static boolean made(Runnable maker) {
        try {
            maker.run();
            return true;
        } catch (IllegalArgumentException not) {
            return false;
        }
    }
}
