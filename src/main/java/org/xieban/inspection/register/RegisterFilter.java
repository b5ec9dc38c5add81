package org.xieban.inspection.register;

import org.jspecify.annotations.Nullable;
import org.xieban.web.FilterInput;

/**
 * What restricts a list of a register; what is null restricts nothing, and what a register does not have neither.
 *
 * @param query words of the name, or the begin of the key
 * @param trade division of GB/T 4754-2017
 * @param region those in it, too
 * @param department code
 */
public record RegisterFilter(
        @Nullable String query,
        @Nullable String trade,
        @Nullable CreditClass creditClass,
        @Nullable String region,
        @Nullable String department) {

    /** Leaves everything. */
    public static final RegisterFilter ALL = new RegisterFilter(null, null, null, null, null);

    public RegisterFilter {
        query = FilterInput.words("q", query);
        trade = FilterInput.code("trade", trade);
        region = FilterInput.code("region", region);
        department = FilterInput.code("department", department);
    }

    /** The begin that the codes of a region and of those in it share (GB/T 2260). */
    public static String within(String region) {
        if (region.length() > 6) {
            return region.endsWith("000") ? region.substring(0, 9) : region;
        }
        return region.endsWith("00") ? region.substring(0, 4) : region;
    }
}
