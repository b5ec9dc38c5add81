package org.xieban.sources.connect;

import java.util.Map;

/**
 * A source as it is set up: where it is and how patiently it is asked. What is secret is only named here.
 *
 * @param code its name for machines
 * @param enabled whether it is asked at all
 * @param version grows with each change
 * @param settings by kind; {@link Kind} says which
 */
public record Source(
        String code,
        String name,
        Kind kind,
        boolean enabled,
        int version,
        Limits limits,
        Map<String, String> settings) {

    public Source {
        settings = Map.copyOf(settings);
    }

    /** How it is reached. */
    public enum Kind {
        /**
         * JSON over HTTP: {@code baseUrl}; {@code authHeader} and {@code secret} (the name of the setting that holds its
         * value), or {@code certificate} (the name of one).
         */
        HTTP,
        /** A view in a PostgreSQL database, read only: {@code url}, {@code user}, {@code secret}. */
        SQL,
        /** Files that the provider drops into a folder. */
        FILE
    }

    /**
     * How patiently it is asked.
     *
     * @param timeoutMillis for one whole answer
     * @param largestBytes of an answer
     * @param attempts how often it is asked at most before the call has failed
     * @param backoffMillis before it is asked again, twice as long each time
     * @param concurrent how many calls at once
     * @param openSeconds for how long nobody asks it after half of its last calls have failed
     */
    public record Limits(
            int timeoutMillis, int largestBytes, int attempts, int backoffMillis, int concurrent, int openSeconds) {

        public static final Limits USUAL = new Limits(3_000, 1_000_000, 2, 200, 4, 30);
    }

    /** A setting; empty where there is none. */
    public String setting(String key) {
        return settings.getOrDefault(key, "");
    }
}
