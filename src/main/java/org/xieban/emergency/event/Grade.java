package org.xieban.emergency.event;

/**
 * One of four steps, the gravest first. An event has one (特别重大, 重大, 较大, 一般; 突发事件应对法 3) and a response has one
 * (一级 to 四级响应; 71), independent of each other.
 */
public enum Grade {
    I,
    II,
    III,
    IV;

    /** The grade of a number, 1 to 4. */
    public static Grade of(int number) {
        return values()[number - 1];
    }

    /** What an event of this grade is called. */
    public String textKey() {
        return "emergency.event.grade." + name();
    }

    /** What a response of this level is called. */
    public String levelKey() {
        return "emergency.response.level." + name();
    }

    /** Whether it is graver than another. */
    public boolean graverThan(Grade other) {
        return compareTo(other) < 0;
    }
}
