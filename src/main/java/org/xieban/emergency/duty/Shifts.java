package org.xieban.emergency.duty;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;
import org.xieban.web.CsvReader;
import org.xieban.web.Refusal;
import org.xieban.web.TableRows;

/** Writes the rosters: each department its own, and nobody what is already over. */
@Component
@Transactional
class Shifts {

    private final ShiftStore store;
    private final Officers officers;
    private final Trace trace;
    private final Clock clock;

    Shifts(ShiftStore store, Officers officers, Trace trace, Clock clock) {
        this.store = store;
        this.officers = officers;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * A shift that whoever is signed in may change.
     *
     * @throws Refusal {@code duty.unknown} (404)
     */
    @Transactional(readOnly = true)
    public Shift require(long id) {
        String own = EmergencyAccess.requireKeeper().departmentCode();
        return store.find(id)
                .filter(shift -> shift.department().equals(own))
                .orElseThrow(() -> Refusal.notFound("duty.unknown"));
    }

    /**
     * Keeps what was typed.
     *
     * @param id 0 for a new one
     * @return null where something is wrong, which is noted in the cells
     * @throws Refusal {@code duty.changed}, {@code duty.twice}, {@code duty.over} (409)
     */
    public @Nullable Shift save(Cells cells, long id, int version) {
        SignedInOfficer writer = EmergencyAccess.requireKeeper();
        Shift before = id == 0 ? null : require(id);
        Shift shift = table(writer).read(cells, id, version);
        if (shift == null) {
            return null;
        }
        Instant now = OfficialTime.now(clock);
        if (shift.over(now) || (before != null && before.over(now))) {
            throw Refusal.conflict("duty.over");
        }
        try {
            if (store.save(shift, writer.login(), now).isEmpty()) {
                throw Refusal.conflict("duty.changed");
            }
        } catch (DuplicateKeyException twice) {
            throw Refusal.conflict("duty.twice");
        }
        trace.record(act("duty.saved", shift).change(before == null ? null : said(before), said(shift)));
        return shift;
    }

    /**
     * Removes a shift that has not begun.
     *
     * @throws Refusal {@code duty.changed}, {@code duty.over} (409)
     */
    public Shift remove(long id, int version) {
        Shift shift = require(id);
        if (!shift.from().isAfter(clock.instant())) {
            throw Refusal.conflict("duty.over");
        }
        if (!store.remove(id, version)) {
            throw Refusal.conflict("duty.changed");
        }
        trace.record(act("duty.removed", shift).with("before", said(shift)));
        return shift;
    }

    /**
     * Takes a table row by row: what is right is kept.
     *
     * @throws Refusal {@code registerTable.empty}, {@code registerTable.column} (422)
     */
    public TableRows.Taken take(String name, List<CsvReader.Row> rows) {
        SignedInOfficer writer = EmergencyAccess.requireKeeper();
        ShiftTable table = table(writer);
        Instant now = OfficialTime.now(clock);
        TableRows.Taken taken = TableRows.take(
                name,
                rows,
                ShiftTable.COLUMNS,
                cells -> {
                    Shift shift = table.read(cells, 0, 0);
                    if (shift != null && shift.over(now) && !isThere(shift)) {
                        cells.wrong("until", "duty.over");
                    }
                    return shift;
                },
                shift -> shift.from() + " " + shift.officer(),
                shifts -> store.upsert(shifts, writer.login(), now));
        trace.record(Act.of("duty.imported", "duty", writer.departmentCode())
                .with("file", name)
                .with("added", taken.added())
                .with("changed", taken.changed())
                .with("bad", taken.wrong().size()));
        return taken;
    }

    private boolean isThere(Shift shift) {
        return store.within(shift.department(), shift.from(), shift.until()).stream()
                .anyMatch(shift::saysTheSameAs);
    }

    private ShiftTable table(SignedInOfficer writer) {
        return new ShiftTable(writer.departmentCode(), officers.membersOf(writer.departmentCode()));
    }

    private static Act act(String name, Shift shift) {
        return Act.of(name, "duty", shift.department());
    }

    private static Map<String, Object> said(Shift shift) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("from", OfficialTime.of(shift.from()).toString());
        said.put("until", OfficialTime.of(shift.until()).toString());
        said.put("officer", shift.officer());
        said.put("leader", shift.leader());
        return said;
    }
}
