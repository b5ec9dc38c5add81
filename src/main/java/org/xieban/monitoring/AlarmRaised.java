package org.xieban.monitoring;

import java.time.Instant;

/**
 * A rule holds for an indicator; published in the transaction that judged the reading.
 *
 * @param alarm identifies it
 * @param group of alarms of one kind in one county that came one after the other: an event
 * @param opened whether it is the first of its group
 * @param indicator code
 * @param kind of the indicator, as {@code monitoring.indicator.Kind} names it
 * @param county GB/T 2260, the county or the city
 * @param rule of the decision table
 * @param name what the rule is called
 * @param level 1 red to 4 blue
 * @param at time of the reading with which it held
 */
public record AlarmRaised(
        long alarm,
        long group,
        boolean opened,
        String indicator,
        String kind,
        String county,
        String rule,
        String name,
        int level,
        Instant at) {}
