package org.xieban.emergency.warning;

/** How urgent and grave what is warned of is (突发事件应对法 63): red is the first level, blue the fourth. */
public enum Colour {
    RED(1),
    ORANGE(2),
    YELLOW(3),
    BLUE(4);

    private final int level;

    Colour(int level) {
        this.level = level;
    }

    /** 1 to 4. */
    public int level() {
        return level;
    }

    public String textKey() {
        return "emergency.warning.colour." + name();
    }

    /** The colour of a level, 1 to 4. */
    static Colour ofLevel(int level) {
        return values()[level - 1];
    }

    /** The graver of both. */
    Colour graver(Colour other) {
        return level <= other.level ? this : other;
    }
}
