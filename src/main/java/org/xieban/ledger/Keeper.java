package org.xieban.ledger;

import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xieban.ledger.log.LogHash;
import org.xieban.trace.AtEnd;
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
                insert into trace_entry (id, at, %1$s, entry, salt, leaf)
                select id, at, %1$s, entry, salt, leaf
                  from unnest(cast(:id as uuid[]), cast(:at as timestamptz[]), %2$s,
                              cast(:entry as text[]), cast(:salt as bytea[]), cast(:leaf as bytea[]))
                       as told (id, at, %1$s, entry, salt, leaf)
                returning id)
            insert into trace_sequence (entry_id) select id from entry
            """.formatted(
                    FoundBy.LIST,
                    Arrays.stream(FoundBy.values())
                            .map(each -> "cast(:" + each.column() + " as text[])")
                            .collect(Collectors.joining(", ")));

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
        private boolean committing = AtEnd.isRunning();

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
        Rows rows = new Rows(acts.size());
        for (Recorded each : acts) {
            UUID id = ids.next(each.at());
            String entry = CanonicalEntry.of(id, each);
            byte[] salt = new byte[Leaf.SALT_LENGTH];
            random.nextBytes(salt);
            rows.add(each, id, entry, salt, Leaf.of(hash, salt, entry));
        }
        rows.append(jdbc);
    }

    /** The rows of some entries, column by column. */
    private static final class Rows {

        private final UUID[] ids;
        private final String[] moments;
        private final Map<FoundBy, @Nullable String[]> found = new EnumMap<>(FoundBy.class);
        private final String[] entries;
        private final byte[][] salts;
        private final byte[][] leaves;
        private int size;

        Rows(int most) {
            ids = new UUID[most];
            moments = new String[most];
            for (FoundBy column : FoundBy.values()) {
                found.put(column, new String[most]);
            }
            entries = new String[most];
            salts = new byte[most][];
            leaves = new byte[most][];
        }

        void add(Recorded told, UUID id, String entry, byte[] salt, byte[] leaf) {
            ids[size] = id;
            moments[size] = told.at().atOffset(ZoneOffset.UTC).toString();
            found.forEach((column, values) -> values[size] = column.of(told));
            entries[size] = entry;
            salts[size] = salt;
            leaves[size] = leaf;
            size++;
        }

        void append(JdbcClient jdbc) {
            JdbcClient.StatementSpec statement = jdbc.sql(APPEND)
                    .param("id", ids)
                    .param("at", moments)
                    .param("entry", entries)
                    .param("salt", salts)
                    .param("leaf", leaves);
            for (Map.Entry<FoundBy, @Nullable String[]> each : found.entrySet()) {
                statement = statement.param(each.getKey().column(), each.getValue());
            }
            statement.update();
        }
    }
}
