package org.xieban.inspection.overview;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How evenly visits are spread over the inspectors of a department, or of all.
 *
 * @param inspectors who can be sent, and who are sent
 * @param visits sum over all of them
 * @param most of one of them
 * @param gini 0 where all have as many, towards 1 where one has all
 * @param spread how many inspectors have so many visits
 */
record Load(int inspectors, long visits, long most, double median, double gini, Map<Long, Integer> spread) {

    /** Of the visits of each. */
    static Load of(long... each) {
        long[] sorted = each.clone();
        Arrays.sort(sorted);
        long sum = 0;
        double weighted = 0;
        Map<Long, Integer> spread = new TreeMap<>();
        for (int i = 0; i < sorted.length; i++) {
            sum += sorted[i];
            weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
            spread.merge(sorted[i], 1, Integer::sum);
        }
        int n = sorted.length;
        double median = n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
        double gini = sum == 0 ? 0 : weighted / (n * (double) sum);
        return new Load(n, sum, n == 0 ? 0 : sorted[n - 1], median, gini, spread);
    }
}
