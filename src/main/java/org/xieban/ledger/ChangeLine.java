package org.xieban.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xieban.signing.CanonicalJson;
import org.xieban.trace.Act;

/**
 * What an act changed, member by member; members that stayed the same are left out.
 *
 * @param member of the thing that was changed; empty where it has none
 */
record ChangeLine(String member, String before, String after) {

    private static final String NOTHING = "—";

    static List<ChangeLine> of(Act act) {
        Object before = act.detail().get("before");
        Object after = act.detail().get("after");
        Map<?, ?> was = before instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> is = after instanceof Map<?, ?> map ? map : Map.of();
        if (was.isEmpty() && is.isEmpty()) {
            return List.of(new ChangeLine("", text(before), text(after)));
        }
        Set<String> members = new TreeSet<>();
        was.keySet().forEach(key -> members.add(key.toString()));
        is.keySet().forEach(key -> members.add(key.toString()));
        return members.stream()
                .map(member -> new ChangeLine(member, text(was.get(member)), text(is.get(member))))
                .filter(line -> !line.before().equals(line.after()))
                .toList();
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        return value instanceof Map || value instanceof List ? CanonicalJson.of(value) : value.toString();
    }
}
