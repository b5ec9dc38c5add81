package org.xieban.sources;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a department knows otherwise than was claimed: a pure function of both. */
final class Differences {

    private Differences() {}

    /**
     * Compares what both say; a field that nobody claimed anything of is no difference.
     *
     * @param claims by the paths that the fields name
     */
    static List<DataFact.Difference> between(
            DataResource resource, Map<String, ? extends @Nullable Object> found, Map<String, String> claims) {
        List<DataFact.Difference> differences = new ArrayList<>();
        for (DataResource.Field field : resource.answers()) {
            String claimed = field.caseFact() == null ? null : claims.get(field.caseFact());
            if (claimed == null || claimed.isBlank() || !found.containsKey(field.name())) {
                continue;
            }
            Object value = found.get(field.name());
            if (value == null || !same(claimed, value.toString(), field)) {
                differences.add(
                        new DataFact.Difference(field.name(), claimed, value == null ? null : value.toString()));
            }
        }
        return differences;
    }

    /** Wide and narrow letters, spaces and case make no difference; an address may be told at more or less length. */
    private static boolean same(String claimed, String found, DataResource.Field field) {
        String one = plain(claimed);
        String other = plain(found);
        return one.equals(other)
                || ("form.address".equals(field.caseFact()) && (one.endsWith(other) || other.endsWith(one)));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("\\s+", "")
                .toUpperCase(Locale.ROOT);
    }
}
