package org.xieban.demonstration;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.xieban.emergency.duty.RosterRotation;
import org.xieban.emergency.duty.RosterRotation.Turns;
import org.xieban.trace.Recurring;

/** Keeps somebody on duty in the demonstration city, whatever day it is there. */
@Configuration(proxyBeanMethods = false)
@Profile("demonstration")
class DemonstrationRoster {

    /** The roster is known for so long ahead. */
    static final Duration AHEAD = Duration.ofDays(7);

    static final List<Turns> TURNS = List.of(
            turns("yjgl", "leader.jiang", "2620119", "emergency.wu", "inspector.hao", "inspector.pan", "inspector.qu"),
            turns("xfjy", "leader.fang", "2620120", "fire.sun", "inspector.ma", "inspector.bai"),
            turns("slj", "leader.meng", "2620121", "water.tian", "water.ding"),
            turns("wjw", "leader.xiao", "2620122", "health.lin", "health.su"),
            turns("gaj", "police.xu", "2620123", "police.xu"),
            turns("cgj", "handler.qian", "2620124", "handler.qian"),
            turns("sthj", "env.zhao", "2620125", "inspector.jin", "inspector.yuan", "inspector.shi"));

    private static Turns turns(String department, String leader, String phone, String... officers) {
        return new Turns(department, List.of(officers), leader, "0396-" + phone);
    }

    @Bean
    Recurring demonstrationRosters(
            RosterRotation rotation, @Value("${xieban.demonstration.roster-every:1h}") Duration every) {
        return new Recurring("demonstration-roster", every, () -> TURNS.forEach(turns -> rotation.goOn(turns, AHEAD)));
    }
}
