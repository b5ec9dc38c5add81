package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xieban.ledger.Verification.Fault;
import org.xieban.ledger.Verification.Finding;
import org.xieban.ledger.Verification.Report;
import org.xieban.ledger.log.LogHash;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Recorded;

/** Whatever the owner of the database does to the entries of the record, without triggers, is found and named. */
class EntryTamperingTest extends TamperedLog {

    @Test
    void whatNobodyTouchedFits() {
        Report report = verification.verify(read -> {});
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(first + 20);
        assertThat(report.checkpoints()).isPositive();
        assertThat(readPlainly()).isEmpty();
    }

    @Test
    void aChangedEntryIsNamed() {
        assertThat(after(
                                "update trace_entry set entry = replace(entry, 'test.done', 'test.gone') where id = ?",
                                entries.get(7))
                        .findings())
                .containsExactly(at(Fault.ENTRY_CHANGED, 7));
        assertThat(plain).contains("leaf " + (first + 7));
    }

    @Test
    void anEntryThatDiffersInSpacingOnlyIsNamed() {
        assertThat(after(
                                "update trace_entry set entry = replace(entry, '\",\"', '\", \"') where id = ?",
                                entries.get(7))
                        .findings())
                .containsExactly(at(Fault.ENTRY_CHANGED, 7));
        assertThat(plain).contains("leaf " + (first + 7));
    }

    @Test
    void anEntryWithANewLeafOfItsOwnIsNamed() {
        String entry = jdbc.sql("select replace(entry, 'test.done', 'test.gone') from trace_entry where id = ?")
                .param(entries.get(7))
                .query(String.class)
                .single();
        byte[] salt = new byte[32];
        assertThat(after(
                                "update trace_entry set entry = ?, salt = ?, leaf = ?, act = 'test.gone' where id = ?",
                                entry,
                                salt,
                                Leaf.of(LogHash.SHA_256, salt, entry),
                                entries.get(7))
                        .findings())
                .containsExactly(at(Fault.LEAF_CHANGED, 7));
        assertThat(plain).contains("leaf " + (first + 7));
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatSaysSomethingElseThanItsEntryIsNamed(FoundBy column) {
        assertThat(after("update trace_entry set " + column.column() + " = 'T-OTHER' where id = ?", entries.get(3))
                        .findings())
                .containsExactly(at(Fault.COLUMNS_CHANGED, 3));
        assertThat(plain).containsExactly("entry " + (first + 3));
    }

    @Test
    void aMomentThatIsNotThatOfItsEntryIsNamed() {
        assertThat(after("update trace_entry set at = at - interval '1 day' where id = ?", entries.get(3))
                        .findings())
                .containsExactly(at(Fault.COLUMNS_CHANGED, 3));
        assertThat(plain).containsExactly("entry " + (first + 3));
    }

    @Test
    void aDeletedEntryIsNamed() {
        assertThat(after("delete from trace_entry where id = ?", entries.get(5)).findings())
                .containsExactly(at(Fault.ENTRY_MISSING, 5));
        assertThat(plain).contains("missing " + (first + 5));
    }

    @Test
    void anEntryDeletedWithItsPlaceIsNamed() {
        assertThat(after(() -> {
                            jdbc.sql("delete from trace_entry where id = ?")
                                    .param(entries.get(5))
                                    .update();
                            jdbc.sql("delete from trace_sequence where entry_id = ?")
                                    .param(entries.get(5))
                                    .update();
                        })
                        .findings())
                .containsExactly(new Finding(Fault.PLACE_MISSING, first + 5, null));
        assertThat(plain).contains("missing " + (first + 5));
    }

    @Test
    void anEntryPutInBesideTheLogIsNamed() {
        UUID slippedIn = UUID.randomUUID();
        assertThat(after(
                                "insert into trace_entry select cast(? as uuid), at, act, actor_id, actor_name, department,"
                                        + " subject_kind, subject_id, case_no, step, address, entry, salt, leaf"
                                        + " from trace_entry where id = ?",
                                slippedIn,
                                entries.get(5))
                        .findings())
                .containsExactly(new Finding(Fault.ENTRY_BESIDE_THE_LOG, first + 20, slippedIn));
        assertThat(plain).containsExactly("beside " + slippedIn);
    }

    @Test
    void entriesThatChangedPlacesAreNamed() {
        assertThat(after(() -> {
                            place(entries.get(4), first + 1_000_000);
                            place(entries.get(5), first + 4);
                            place(entries.get(4), first + 5);
                        })
                        .findings())
                .containsExactly(
                        new Finding(Fault.LEAF_CHANGED, first + 4, entries.get(5)),
                        new Finding(Fault.LEAF_CHANGED, first + 5, entries.get(4)));
        assertThat(plain).contains("leaf " + (first + 4), "leaf " + (first + 5));
    }

    @Test
    void entriesWhoseContentChangedPlacesAreNamed() {
        assertThat(after(
                                "update trace_entry a set entry = b.entry, salt = b.salt, leaf = b.leaf from trace_entry b"
                                        + " where a.id in (?, ?) and b.id in (?, ?) and a.id <> b.id",
                                entries.get(4),
                                entries.get(5),
                                entries.get(4),
                                entries.get(5))
                        .findings())
                .contains(at(Fault.LEAF_CHANGED, 4), at(Fault.ENTRY_MOVED, 4), at(Fault.LEAF_CHANGED, 5));
        assertThat(plain).contains("leaf " + (first + 4), "leaf " + (first + 5));
    }

    @Test
    void aTreeThatWasChangedTogetherWithItsEntryContradictsTheCheckpoints() {
        String entry = jdbc.sql("select replace(entry, 'test.done', 'test.gone') from trace_entry where id = ?")
                .param(entries.get(7))
                .query(String.class)
                .single();
        byte[] salt = new byte[32];
        Report report = after(() -> {
            replace(7, entry, salt);
            rebuild();
        });
        assertThat(report.findings())
                .contains(new Finding(
                        Fault.ROOT_CHANGED,
                        store.latest().orElseThrow().checkpoint().size(),
                        null))
                .allMatch(finding -> finding.fault() == Fault.ROOT_CHANGED && finding.number() > first + 7);
        assertThat(plain).contains("root " + (first + 20));
    }

    @Test
    void anEntryPutInBetweenOthersIsNamedWhereTheyWereMoved() {
        UUID slippedIn = UUID.randomUUID();
        Report report = after(() -> {
            jdbc.sql("update trace_sequence set number = number + 1000000 where number > ?")
                    .param(first + 5)
                    .update();
            jdbc.sql("update trace_sequence set number = number - 999999 where number >= 1000000")
                    .update();
            jdbc.sql("insert into trace_entry select cast(? as uuid), at, act, actor_id, actor_name, department,"
                            + " subject_kind, subject_id, case_no, step, address, entry, salt, leaf"
                            + " from trace_entry where id = ?")
                    .params(slippedIn, entries.get(5))
                    .update();
            jdbc.sql("insert into trace_sequence (entry_id, number) values (?, ?)")
                    .params(slippedIn, first + 6)
                    .update();
        });
        assertThat(report.findings())
                .contains(
                        new Finding(Fault.LEAF_CHANGED, first + 6, slippedIn),
                        new Finding(Fault.LEAF_CHANGED, first + 7, entries.get(6)));
        assertThat(plain).contains("leaf " + (first + 6), "leaf " + (first + 7));
    }

    @Test
    void aClockThatWasSetBackHarmsNothing() {
        Instant before = clock.instant().minus(Duration.ofDays(400));
        transaction.executeWithoutResult(status -> events.publishEvent(new Recorded(
                Act.of("test.done", "test", "early").inCase(caseNo, null),
                Actor.SYSTEM,
                before.truncatedTo(ChronoUnit.MICROS),
                null)));
        sequencer.sequence();
        UUID early = jdbc.sql("select id from trace_entry where case_no = ? order by id limit 1")
                .param(caseNo)
                .query(UUID.class)
                .single();
        assertThat(entries).as("it claims to be the oldest").doesNotContain(early);
        assertThat(store.places(List.of(early)).get(early).number())
                .as("and stands behind what was signed before")
                .isGreaterThan(first + 19);
        assertThat(verification.verify(read -> {}).findings()).isEmpty();
        assertThat(readPlainly()).isEmpty();
    }
}
