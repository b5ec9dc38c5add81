package org.xieban.ledger;

import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xieban.ledger.log.LogHash;
import org.xieban.trace.Act;
import org.xieban.trace.Recorded;
import org.xieban.trace.TransactionMemory;

/**
 * Appends each act to the record, in the transaction that did it: all acts of one transaction by one statement, before
 * it commits, very many by several; no look-up, no lock.
 */
@Component
class Keeper {

    private static final String APPEND = """
            with entry as (
                insert into trace_entry (id, at, act, actor_id, actor_name, department, subject_kind, subject_id,
                                         case_no, step, address, entry, salt, leaf)
                select id, at, act, actor_id, actor_name, department, subject_kind, subject_id,
                       case_no, step, address, entry, salt, leaf
                  from unnest(cast(:id as uuid[]), cast(:at as timestamptz[]), cast(:act as text[]),
                              cast(:actorId as text[]), cast(:actorName as text[]), cast(:department as text[]),
                              cast(:subjectKind as text[]), cast(:subjectId as text[]), cast(:caseNo as text[]),
                              cast(:step as text[]), cast(:address as text[]), cast(:entry as text[]),
                              cast(:salt as bytea[]), cast(:leaf as bytea[]))
                       as told (id, at, act, actor_id, actor_name, department, subject_kind, subject_id,
                                case_no, step, address, entry, salt, leaf)
                returning id)
            insert into trace_sequence (entry_id) select id from entry
            """;

    /** The most that one statement appends. */
    private static final int MOST = 5_000;

    private final JdbcClient jdbc;
    private final LogHash hash;
    private final SecureRandom random = new SecureRandom();
    private final EntryId ids = new EntryId(random);
    private final TransactionMemory<Keeper, Told> told = new TransactionMemory<>();

    Keeper(JdbcClient jdbc, LogSettings settings) {
        this.jdbc = jdbc;
        this.hash = settings.hash();
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Recorded recorded) {
        told.get(this, unheard -> {
                    Told heard = new Told();
                    TransactionSynchronizationManager.registerSynchronization(heard);
                    return heard;
                })
                .add(recorded);
    }

    /** The acts of one transaction that are not yet written. */
    private final class Told implements TransactionSynchronization {

        private final List<Recorded> acts = new ArrayList<>();
        private boolean committing;

        void add(Recorded act) {
            acts.add(act);
            // a change of the calendar moves a hundred thousand clocks in one transaction
            if (committing || acts.size() == MOST) {
                append();
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            committing = true;
            append();
        }

        @Override
        public void afterCommit() {
            // whoever acts while the transaction commits comes too late to be heard of before it has
            if (!acts.isEmpty()) {
                throw new IllegalStateException("acts without a record: " + acts);
            }
        }

        private void append() {
            Keeper.this.append(acts);
            acts.clear();
        }
    }

    private void append(List<Recorded> acts) {
        if (acts.isEmpty()) {
            return;
        }
        Columns columns = new Columns(acts.size());
        for (Recorded each : acts) {
            Act act = each.act();
            UUID id = ids.next(each.at());
            String entry = CanonicalEntry.of(id, each);
            byte[] salt = new byte[Leaf.SALT_LENGTH];
            random.nextBytes(salt);
            columns.add(
                    salt,
                    Leaf.of(hash, salt, entry),
                    id.toString(),
                    each.at().atOffset(ZoneOffset.UTC).toString(),
                    SafeText.searchable(act.name()),
                    SafeText.searchable(each.actor().id()),
                    SafeText.searchable(each.actor().name()),
                    SafeText.searchableOrNull(each.actor().department()),
                    SafeText.searchable(act.subjectKind()),
                    SafeText.searchable(act.subjectId()),
                    SafeText.searchableOrNull(act.caseNo()),
                    SafeText.searchableOrNull(act.step()),
                    SafeText.searchableOrNull(each.address()),
                    entry);
        }
        columns.append(jdbc);
    }

    /** The rows of some entries, column by column. */
    private static final class Columns {

        private static final String[] NAMES = {
            "id",
            "at",
            "act",
            "actorId",
            "actorName",
            "department",
            "subjectKind",
            "subjectId",
            "caseNo",
            "step",
            "address",
            "entry"
        };

        private final @Nullable String[][] texts;
        private final byte[][] salts;
        private final byte[][] leaves;
        private int rows;

        Columns(int size) {
            texts = new String[NAMES.length][size];
            salts = new byte[size][];
            leaves = new byte[size][];
        }

        void add(byte[] salt, byte[] leaf, @Nullable String... row) {
            for (int column = 0; column < NAMES.length; column++) {
                texts[column][rows] = row[column];
            }
            salts[rows] = salt;
            leaves[rows] = leaf;
            rows++;
        }

        void append(JdbcClient jdbc) {
            JdbcClient.StatementSpec statement =
                    jdbc.sql(APPEND).param("salt", salts).param("leaf", leaves);
            for (int column = 0; column < NAMES.length; column++) {
                statement = statement.param(NAMES[column], texts[column]);
            }
            statement.update();
        }
    }
}
