package org.xieban.ledger;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;

/**
 * Which entries of the record are asked for; what is null or blank restricts nothing.
 *
 * @param who login or name of the actor, whole
 * @param from first day, in the official zone
 * @param to last day, included
 * @param act name of the act, whole
 * @param caseNo number of the case, whole
 * @param department code of the department acted for
 * @param address the network address, or how it begins
 */
public record RecordQuery(
        @Nullable String who,
        @Nullable @DateTimeFormat(iso = ISO.DATE) LocalDate from,
        @Nullable @DateTimeFormat(iso = ISO.DATE) LocalDate to,
        @Nullable String act,
        @Nullable String caseNo,
        @Nullable String department,
        @Nullable String address) {

    /** Every entry. */
    public static final RecordQuery ALL = new RecordQuery(null, null, null, null, null, null, null);

    public RecordQuery {
        who = stripped(who);
        act = stripped(act);
        caseNo = stripped(caseNo);
        department = stripped(department);
        address = stripped(address);
    }

    /** What restricts, by name: what the record keeps of a look into it, and what a link to the same query carries. */
    public Map<String, String> restrictions() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "who", who);
        put(given, "from", from);
        put(given, "to", to);
        put(given, "act", act);
        put(given, "caseNo", caseNo);
        put(given, "department", department);
        put(given, "address", address);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value.toString());
        }
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : SafeText.searchable(text.strip());
    }
}
