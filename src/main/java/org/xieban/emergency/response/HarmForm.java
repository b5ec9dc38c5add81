package org.xieban.emergency.response;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.event.Harm;

/** The harm as it is typed on the page of an event; what is left empty has not changed. */
record HarmForm(
        @Nullable Integer dead,
        @Nullable Integer missing,
        @Nullable Integer seriouslyInjured,
        @Nullable Integer injured,
        @Nullable Integer evacuated,
        @Nullable BigDecimal lossYuan,
        @Nullable BigDecimal areaKm2,
        @Nullable Boolean sensitive,
        @Nullable String basis) {

    /** What is known with it. */
    Harm with(Harm before) {
        return new Harm(
                or(dead, before.dead()),
                or(missing, before.missing()),
                or(seriouslyInjured, before.seriouslyInjured()),
                or(injured, before.injured()),
                or(evacuated, before.evacuated()),
                or(lossYuan, before.lossYuan()),
                or(areaKm2, before.areaKm2()),
                Boolean.TRUE.equals(sensitive));
    }

    String said() {
        return basis == null ? "" : basis.strip();
    }

    private static <T> T or(@Nullable T given, T before) {
        return given == null ? before : given;
    }
}
