package org.xieban.sources.connect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What only who operates the product may set about sources.
 *
 * @param hosts that sources may be on, with or without a port: nobody is asked anywhere else
 * @param secrets by the names that sources are set up with
 * @param certificates client certificates by the names that sources are set up with
 */
@ConfigurationProperties("xieban.sources")
public record ConnectSettings(
        @DefaultValue List<String> hosts,
        @DefaultValue Map<String, String> secrets,
        @DefaultValue Map<String, Certificate> certificates) {

    public ConnectSettings {
        hosts = List.copyOf(hosts);
        secrets = Map.copyOf(secrets);
        certificates = Map.copyOf(certificates);
    }

    /**
     * A client certificate.
     *
     * @param file PKCS#12, with its key
     * @param authorities PEM file with the authorities that a source's own certificate may come from; null for those that
     *     Java knows
     */
    public record Certificate(
            String file, String password, @Nullable String authorities) {

        @Override
        public String toString() {
            return "Certificate[" + file + "]";
        }
    }

    boolean allows(String host, int port) {
        return hosts.contains(host) || hosts.contains(host + ":" + port);
    }

    /** The value of a secret; empty where none is named. */
    String secret(String name) {
        if (name.isEmpty()) {
            return "";
        }
        String value = secrets.get(name);
        if (value == null) {
            throw SourceFailure.of(SourceFailure.Kind.NOT_SET_UP);
        }
        return value;
    }

    @Override
    public String toString() {
        return "ConnectSettings[hosts=" + hosts + ", secrets=" + secrets.keySet() + "]";
    }
}
