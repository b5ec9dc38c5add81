package org.xieban.emergency.event;

/** What happened, by the four classes of the law (突发事件应对法 2). */
public enum EventKind {
    FLOOD(Category.NATURAL),
    TYPHOON(Category.NATURAL),
    SNOW(Category.NATURAL),
    DROUGHT(Category.NATURAL),
    GEOLOGICAL(Category.NATURAL),
    EARTHQUAKE(Category.NATURAL),
    FOREST_FIRE(Category.NATURAL),
    FIRE(Category.ACCIDENT),
    GAS(Category.ACCIDENT),
    DANGEROUS_GOODS(Category.ACCIDENT),
    WORK_SAFETY(Category.ACCIDENT),
    TRAFFIC(Category.ACCIDENT),
    POWER(Category.ACCIDENT),
    WATER_SUPPLY(Category.ACCIDENT),
    NETWORK(Category.ACCIDENT),
    POLLUTION(Category.ACCIDENT),
    EPIDEMIC(Category.PUBLIC_HEALTH),
    FOOD(Category.PUBLIC_HEALTH),
    PUBLIC_ORDER(Category.PUBLIC_SECURITY);

    /** The category it belongs to. */
    public enum Category {
        NATURAL,
        ACCIDENT,
        PUBLIC_HEALTH,
        PUBLIC_SECURITY;

        public String textKey() {
            return "emergency.event.category." + name();
        }
    }

    private final Category of;

    EventKind(Category of) {
        this.of = of;
    }

    /** The category it belongs to. */
    public Category of() {
        return of;
    }

    public String textKey() {
        return "emergency.event.kind." + name();
    }
}
