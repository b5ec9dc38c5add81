package org.xieban.emergency.warning;

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

    public String textKey() {
        return "emergency.warning.kind." + name();
    }
}
