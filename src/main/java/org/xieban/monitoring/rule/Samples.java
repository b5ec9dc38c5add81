package org.xieban.monitoring.rule;

import java.util.Arrays;

/** The latest readings of one indicator in the order of their times, in two arrays: there are very many of these. */
final class Samples {

    private long[] times = new long[4];
    private double[] values = new double[4];
    private int first;
    private int end;

    int size() {
        return end - first;
    }

    /** When, in microseconds since 1970. */
    long at(int index) {
        return times[first + index];
    }

    double value(int index) {
        return values[first + index];
    }

    /** Adds one in its place; whether that is the last. */
    boolean add(long at, double value) {
        if (end == times.length) {
            makeRoom();
        }
        int place = end;
        while (place > first && times[place - 1] > at) {
            place--;
        }
        boolean last = place == end;
        System.arraycopy(times, place, times, place + 1, end - place);
        System.arraycopy(values, place, values, place + 1, end - place);
        times[place] = at;
        values[place] = value;
        end++;
        return last;
    }

    /** Forgets those before a moment, but never the last. */
    void forgetBefore(long at) {
        while (end - first > 1 && times[first] < at) {
            first++;
        }
    }

    private void makeRoom() {
        int size = size();
        boolean half = first > times.length / 2;
        long[] newTimes = half ? times : Arrays.copyOf(times, times.length * 2);
        double[] newValues = half ? values : Arrays.copyOf(values, values.length * 2);
        System.arraycopy(times, first, newTimes, 0, size);
        System.arraycopy(values, first, newValues, 0, size);
        times = newTimes;
        values = newValues;
        first = 0;
        end = size;
    }
}
