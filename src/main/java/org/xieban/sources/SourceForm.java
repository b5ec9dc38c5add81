package org.xieban.sources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xieban.sources.connect.Source;

/** A source as it was typed; its settings are lines such as {@code baseUrl = https://…}. */
record SourceForm(
        @Nullable String code,
        @Nullable String name,
        @Nullable String kind,
        @Nullable Boolean enabled,
        @Nullable String timeoutMillis,
        @Nullable String largestBytes,
        @Nullable String attempts,
        @Nullable String backoffMillis,
        @Nullable String concurrent,
        @Nullable String openSeconds,
        @Nullable String settings) {

    private static final Map<Source.Kind, Set<String>> KNOWN = Map.of(
            Source.Kind.HTTP, Set.of("baseUrl", "authHeader", "secret", "certificate"),
            Source.Kind.SQL, Set.of("url", "user", "secret"),
            Source.Kind.FILE, Set.of());

    /** What came of reading it. */
    record Reading(@Nullable Source source, List<Fault> faults) {}

    static SourceForm empty() {
        return of(new Source("", "", Source.Kind.HTTP, true, 0, Source.Limits.USUAL, Map.of()));
    }

    static SourceForm of(Source source) {
        Source.Limits limits = source.limits();
        return new SourceForm(
                source.code(),
                source.name(),
                source.kind().name(),
                source.enabled(),
                String.valueOf(limits.timeoutMillis()),
                String.valueOf(limits.largestBytes()),
                String.valueOf(limits.attempts()),
                String.valueOf(limits.backoffMillis()),
                String.valueOf(limits.concurrent()),
                String.valueOf(limits.openSeconds()),
                lines(source.settings()));
    }

    static String lines(Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(values).forEach((key, value) -> lines.add(key + " = " + value));
        return String.join("\n", lines);
    }

    /** Reads lines such as {@code name = value}. */
    static Map<String, String> map(String path, @Nullable String lines, List<Fault> faults) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String line : ResourceForm.text(lines).lines().toList()) {
            int equals = line.indexOf('=');
            if (line.isBlank()) {
                continue;
            }
            if (equals < 1) {
                faults.add(Fault.of(path, "dataSource.line", line.strip()));
            } else {
                map.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return map;
    }

    /** @param version the one it will be */
    Reading read(String of, int version) {
        List<Fault> faults = new ArrayList<>();
        if (!ResourceRules.CODE.matcher(of).matches()) {
            faults.add(Fault.of("code", "resource.code", of));
        }
        if (ResourceForm.text(name).isEmpty() || ResourceForm.text(name).length() > 200) {
            faults.add(Fault.of("name", "resource.missing"));
        }
        Source.Kind type = kind(faults);
        Source.Limits limits = new Source.Limits(
                number("timeoutMillis", timeoutMillis, 50, 60_000, faults),
                number("largestBytes", largestBytes, 100, 20_000_000, faults),
                number("attempts", attempts, 1, 5, faults),
                number("backoffMillis", backoffMillis, 0, 10_000, faults),
                number("concurrent", concurrent, 1, 50, faults),
                number("openSeconds", openSeconds, 1, 3_600, faults));
        Map<String, String> read = map("settings", settings, faults);
        for (String key : read.keySet()) {
            if (type != null && !KNOWN.getOrDefault(type, Set.of()).contains(key)) {
                faults.add(Fault.of(
                        "settings",
                        "dataSource.setting",
                        key,
                        String.join(
                                ", ",
                                KNOWN.getOrDefault(type, Set.of()).stream()
                                        .sorted()
                                        .toList())));
            }
        }
        return type == null || !faults.isEmpty()
                ? new Reading(null, faults)
                : new Reading(
                        new Source(
                                of, ResourceForm.text(name), type, Boolean.TRUE.equals(enabled), version, limits, read),
                        faults);
    }

    private Source.@Nullable Kind kind(List<Fault> faults) {
        for (Source.Kind each : Source.Kind.values()) {
            if (each.name().equals(ResourceForm.text(kind))) {
                return each;
            }
        }
        faults.add(Fault.of("kind", "resource.missing"));
        return null;
    }

    private static int number(String path, @Nullable String typed, int least, int most, List<Fault> faults) {
        String digits = ResourceForm.text(typed);
        int value = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
        if (value < least || value > most) {
            faults.add(Fault.of(path, "resource.between", least, most));
        }
        return value;
    }
}
