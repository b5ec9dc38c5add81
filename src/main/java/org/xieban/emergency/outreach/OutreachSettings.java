package org.xieban.emergency.outreach;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How those outside are told; below {@code xieban.emergency.outreach}.
 *
 * @param keys the directory of the key that links are signed with, which all nodes share and nobody else may read
 * @param every how long a message waits to be sent at most; zero for never by itself
 * @param giveUp how long one is tried
 * @param hosts that receivers may be on, with or without a port: nobody else is told anything
 * @param secrets by the names that receivers are registered with
 * @param mailFrom the sender's address
 * @param address of the product as those outside reach it; without it, nothing carries a link
 */
@ConfigurationProperties("xieban.emergency.outreach")
record OutreachSettings(
        Path keys,
        @DefaultValue("1s") Duration every,
        @DefaultValue("24h") Duration giveUp,
        @DefaultValue List<String> hosts,
        @DefaultValue Map<String, String> secrets,
        @DefaultValue("xieban@localhost") String mailFrom,
        @DefaultValue("") String address) {

    OutreachSettings {
        hosts = List.copyOf(hosts);
        secrets = Map.copyOf(secrets);
    }

    boolean allows(String host, int port) {
        return hosts.contains(host) || hosts.contains(host + ":" + port);
    }

    @Override
    public String toString() {
        return "OutreachSettings[hosts=" + hosts + ", secrets=" + secrets.keySet() + "]";
    }
}
