package org.xieban.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.Tile;
import org.xieban.signing.KeyFile;
import org.xieban.signing.SignatureScheme;
import org.xieban.signing.SignerKey;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Recorded;

/**
 * The ledger alone, as a process of its own: people act, a sequencer places and signs what they do, checkpoints are
 * handed out. At one labelled point the process stands still, having said so, until it is killed.
 */
final class LedgerUnderLoad {

    /** Where a process can end between an entry and the checkpoint that somebody else keeps. */
    enum Point {
        KEY_WRITTEN,
        ENTRY_WRITTEN,
        ENTRY_COMMITTED,
        LOG_LOCKED,
        ENTRIES_READ,
        PLACES_GIVEN,
        TILES_KEPT,
        CHECKPOINT_WRITTEN,
        CHECKPOINT_COMMITTED,
        CHECKPOINT_HANDED_OVER
    }

    private static final int WRITERS = 3;

    /** So often a point is passed first: the load is on by then. */
    private static final int PASSED_BEFORE = 2;

    private final Point point;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Keeper keeper;
    private final Sequencer sequencer;
    private final Deliveries deliveries;
    private int passed;

    private LedgerUnderLoad(PGSimpleDataSource database, Path folder, Point point) {
        this.point = point;
        this.jdbc = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        LogSettings settings = settings(folder);
        LogStore store = new Stopping(jdbc, new JdbcTemplate(database));
        KeyFile keys = new KeyFile(settings.keys(), settings.signature()) {
            @Override
            public SignerKey add(String origin) {
                SignerKey key = super.add(origin);
                reach(Point.KEY_WRITTEN);
                return key;
            }
        };
        this.keeper = new Keeper(jdbc, settings);
        this.sequencer = new Sequencer(store, keys, settings, Clock.systemUTC(), transaction);
        DeliveryStore standings = new DeliveryStore(jdbc) {
            @Override
            void delivered(String receiver, long size, Instant at) {
                reach(Point.CHECKPOINT_HANDED_OVER);
                super.delivered(receiver, size, at);
            }
        };
        this.deliveries = new Deliveries(store, standings, CheckpointReceivers.of(settings, store), Clock.systemUTC());
    }

    static LogSettings settings(Path folder) {
        return new LogSettings(
                Duration.ofSeconds(1),
                5_000,
                folder.resolve("keys"),
                "xieban.example/killed",
                LogHash.SHA_256,
                SignatureScheme.ED25519,
                folder.resolve("checkpoints"),
                List.of(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1));
    }

    /** Stands still at its point for ever. */
    private synchronized void reach(Point here) {
        if (here == point && (here == Point.KEY_WRITTEN || ++passed > PASSED_BEFORE)) {
            say("AT " + here);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** The tables, with a point behind each step of a batch. */
    private final class Stopping extends LogStore {

        Stopping(JdbcClient jdbc, JdbcTemplate batches) {
            super(jdbc, batches);
        }

        @Override
        Optional<Identity> lock() {
            Optional<Identity> log = super.lock();
            reach(Point.LOG_LOCKED);
            return log;
        }

        @Override
        List<Unplaced> unplaced(int count) {
            List<Unplaced> entries = super.unplaced(count);
            reach(Point.ENTRIES_READ);
            return entries;
        }

        @Override
        void place(long first, List<UUID> entries) {
            super.place(first, entries);
            reach(Point.PLACES_GIVEN);
        }

        @Override
        void keep(List<Tile> tiles) {
            super.keep(tiles);
            reach(Point.TILES_KEPT);
        }

        @Override
        void publish(Published published) {
            super.publish(published);
            reach(Point.CHECKPOINT_WRITTEN);
        }
    }

    private void act() {
        while (true) {
            String what = UUID.randomUUID().toString();
            transaction.executeWithoutResult(status -> {
                for (int i = 0; i < 3; i++) {
                    keeper.keep(new Recorded(
                            Act.of("test.done", "test", what),
                            Actor.SYSTEM,
                            Instant.now().truncatedTo(ChronoUnit.MICROS),
                            null));
                }
                // behind the keeper, which writes at the same moment
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        reach(Point.ENTRY_WRITTEN);
                    }
                });
            });
            say("DONE " + what);
            reach(Point.ENTRY_COMMITTED);
        }
    }

    private void run() {
        for (int i = 0; i < WRITERS; i++) {
            new Thread(this::act).start();
        }
        while (true) {
            if (sequencer.sequence() > 0) {
                reach(Point.CHECKPOINT_COMMITTED);
            }
            deliveries.deliver();
        }
    }

    /** Takes the address of the database, the folder of keys and checkpoints, and the point. */
    public static void main(String[] arguments) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        new LedgerUnderLoad(database, Path.of(arguments[1]), Point.valueOf(arguments[2])).run();
    }
}
