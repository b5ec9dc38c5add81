package org.xieban.inspection;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.xieban.casefile.CreditCode;
import org.xieban.web.Refusal;

/** Credit codes that are right and that no other test has. */
public final class TestCodes {

    private static final String SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final AtomicInteger NEXT = new AtomicInteger(1);

    private TestCodes() {}

    /** One more; they ascend. */
    public static String next() {
        String organisation = String.format(Locale.ROOT, "TEST%04d", NEXT.getAndIncrement());
        return of("91411900", organisation.replace('S', '5'));
    }

    /** The code of an organisation, which it is made right for. */
    static String of(String begin, String organisation) {
        for (char own : "0123456789X".toCharArray()) {
            for (char check : SYMBOLS.toCharArray()) {
                String code = begin + organisation + own + check;
                try {
                    return CreditCode.of(code).value();
                } catch (Refusal next) {
                    // not this one
                }
            }
        }
        throw new IllegalStateException("no code of " + organisation);
    }
}
