package org.xieban.emergency;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Cells;
import org.xieban.web.CsvReader;
import org.xieban.web.Refusal;
import org.xieban.web.SeenVersion;
import org.xieban.web.TableRows;

/** An entry of a register of which each department keeps its own; {@link org.xieban.web.RegisterForm} shows it. */
public interface KeptEntry {

    /** By which it is found. */
    String code();

    /** That keeps it. */
    String department();

    /** Grows with each change. */
    int version();

    /**
     * What an entry as it was typed replaces; null where it is new.
     *
     * @param basedOn version that was seen, 0 for a new one
     * @throws Refusal {@code register.exists}, {@code register.stale} (409), {@code register.foreign} (403)
     */
    static <E extends KeptEntry> @Nullable E replaced(E typed, int basedOn, Function<String, Optional<E>> find) {
        E there = find.apply(typed.code()).orElse(null);
        if (!ours(typed, there)) {
            throw Refusal.forbidden("register.foreign");
        }
        SeenVersion.require(typed.code(), there == null ? 0 : there.version(), basedOn);
        return there;
    }

    /** Takes a table as {@link TableRows} does; what others keep is not taken. */
    static <E extends KeptEntry> TableRows.Taken take(
            String name,
            List<CsvReader.Row> rows,
            List<String> columns,
            Function<Cells, @Nullable E> reading,
            Function<String, Optional<E>> find,
            Function<List<E>, List<Boolean>> keeping) {
        return TableRows.take(
                name,
                rows,
                columns,
                cells -> {
                    E read = reading.apply(cells);
                    if (read != null && !ours(read, find.apply(read.code()).orElse(null))) {
                        cells.wrong("department", "register.foreign");
                    }
                    return read;
                },
                KeptEntry::code,
                keeping);
    }

    private static boolean ours(KeptEntry typed, @Nullable KeptEntry there) {
        return EmergencyAccess.mayKeep(typed.department())
                && (there == null || EmergencyAccess.mayKeep(there.department()));
    }
}
