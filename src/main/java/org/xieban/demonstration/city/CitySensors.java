package org.xieban.demonstration.city;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the city's sensors show: each its usual value, on which it swings, and a little noise. It follows from the time
 * alone, so that whoever asks twice at the same moment is told the same.
 */
final class CitySensors {

    private static final double MINUTE = 60_000;
    private static final int NOISE_MILLIS = 5_000;

    /** How a sensor goes. */
    private record Sensor(double usual, double swing, double minutes, double noise) {}

    private final Map<String, Sensor> sensors = new HashMap<>();

    CitySensors() throws IOException {
        try (InputStream table =
                        Objects.requireNonNull(CitySensors.class.getResourceAsStream("/demonstration/indicators.csv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            List<String> heading = Arrays.asList(lines.readLine().split(",", -1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> cells = Arrays.asList(line.split(",", -1));
                sensors.put(
                        cells.get(0),
                        new Sensor(
                                number(heading, cells, "usual"),
                                number(heading, cells, "swing"),
                                number(heading, cells, "minutes"),
                                number(heading, cells, "noise")));
            }
        }
    }

    private static double number(List<String> heading, List<String> cells, String column) {
        return Double.parseDouble(cells.get(heading.indexOf(column)));
    }

    /**
     * What a sensor shows; null where there is none of that code.
     *
     * @param millis since 1970
     */
    @Nullable
    Double shows(String code, long millis) {
        Sensor sensor = sensors.get(code);
        if (sensor == null) {
            return null;
        }
        double phase = (code.hashCode() & 0xff) / 256.0;
        double swing = Math.sin(2 * Math.PI * (millis / MINUTE / sensor.minutes() + phase));
        double noise = ((Objects.hash(code, millis / NOISE_MILLIS) & 0xffff) / 32_768.0 - 1) * sensor.noise();
        double value = sensor.usual() + sensor.swing() * swing + noise;
        return Math.max(0, Math.round(value * 1000) / 1000.0);
    }
}
