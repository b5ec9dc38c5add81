package org.xieban.emergency.warning;

import java.util.Set;
import org.xieban.emergency.event.EventKind;

/** What is warned of. */
public enum WarningKind {
    RAINSTORM,
    FLOOD,
    TYPHOON,
    GALE,
    SNOW,
    COLD,
    HEAT,
    DROUGHT,
    FOG,
    GEOLOGICAL,
    FIRE,
    GAS,
    DANGEROUS_GOODS,
    TRAFFIC,
    POWER,
    NETWORK,
    WATER_SUPPLY,
    AIR_POLLUTION,
    PUBLIC_HEALTH,
    PUBLIC_ORDER;

    /** What it may become an event of (突发事件应对法 66): by the plans for those it is known who is told. */
    public Set<EventKind> mayBecome() {
        return switch (this) {
            case RAINSTORM -> Set.of(EventKind.FLOOD, EventKind.GEOLOGICAL);
            case FLOOD -> Set.of(EventKind.FLOOD);
            case TYPHOON, GALE -> Set.of(EventKind.TYPHOON);
            case SNOW, COLD -> Set.of(EventKind.SNOW);
            case HEAT -> Set.of(EventKind.POWER, EventKind.FOREST_FIRE);
            case DROUGHT -> Set.of(EventKind.DROUGHT);
            case FOG, TRAFFIC -> Set.of(EventKind.TRAFFIC);
            case GEOLOGICAL -> Set.of(EventKind.GEOLOGICAL);
            case FIRE -> Set.of(EventKind.FIRE, EventKind.FOREST_FIRE);
            case GAS -> Set.of(EventKind.GAS);
            case DANGEROUS_GOODS -> Set.of(EventKind.DANGEROUS_GOODS);
            case POWER -> Set.of(EventKind.POWER);
            case NETWORK -> Set.of(EventKind.NETWORK);
            case WATER_SUPPLY -> Set.of(EventKind.WATER_SUPPLY);
            case AIR_POLLUTION -> Set.of(EventKind.POLLUTION);
            case PUBLIC_HEALTH -> Set.of(EventKind.EPIDEMIC, EventKind.FOOD);
            case PUBLIC_ORDER -> Set.of(EventKind.PUBLIC_ORDER);
        };
    }

    public String textKey() {
        return "emergency.warning.kind." + name();
    }
}
