package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.ledger.Verification.Report;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.Tile;
import org.xieban.ledger.log.TiledHashes;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** What the public log costs, beside the least that the same database and the same hash function can do it for. */
@XiebanTest
@Tag("bench")
class LedgerBench {

    private static final int ENTRIES = 200_000;
    private static final int LARGE = 10_000_000;

    @Autowired
    Sequencer sequencer;

    @Autowired
    Verification verification;

    @Autowired
    Trace trace;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate batches;

    @Test
    void sequencingAndVerifying() throws Exception {
        sequencer.sequence();
        for (int i = 0; i < ENTRIES; i += 1_000) {
            int from = i;
            transaction.executeWithoutResult(status -> {
                for (int n = from; n < from + 1_000; n++) {
                    trace.record(Act.of("test.done", "test", "" + n)
                            .inCase("T-BENCH", "userTask_examine")
                            .with("reason", "材料和现场均符合条件，拟准予。"));
                }
            });
        }
        jdbc.sql("analyze trace_entry").update();
        jdbc.sql("analyze trace_sequence").update();

        long began = System.nanoTime();
        assertThat(sequencer.sequence()).isEqualTo(ENTRIES);
        double sequencing = ENTRIES / seconds(began);
        began = System.nanoTime();
        jdbc.sql("create temp table bench_number as select entry_id, row_number() over (order by entry_id) as number"
                        + " from trace_sequence order by entry_id desc limit " + ENTRIES)
                .update();
        jdbc.sql("create unique index on bench_number (number)").update();
        double numbering = ENTRIES / seconds(began);

        Report report = verification.verify(read -> {});
        began = System.nanoTime();
        report = verification.verify(read -> {});
        double verifying = report.entries() / seconds(began);
        assertThat(report.findings()).isEmpty();
        double floor = hashing(report.entries());

        System.out.printf(
                "ledger: sequenced %,.0f entries a second (goal 20,000; numbered and indexed by bare SQL: %,.0f)%n",
                sequencing, numbering);
        System.out.printf(
                "ledger: verified %,.0f entries a second (goal 100,000; reading and hashing them alone: %,.0f)%n",
                verifying, floor);
    }

    /** Entries a second that are read and hashed once, and nothing else. */
    private double hashing(long entries) throws Exception {
        JdbcTemplate rows = new JdbcTemplate(Objects.requireNonNull(batches.getDataSource()));
        rows.setFetchSize(2_000);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long began = System.nanoTime();
        transaction.executeWithoutResult(
                status -> rows.query("select entry, salt, leaf from trace_entry order by id", row -> {
                    digest.update(row.getBytes(2));
                    digest.digest(row.getBytes(1));
                }));
        return entries / seconds(began);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    @Test
    void provingAmongTenMillion() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("create temp table bench_tile (like log_tile including all) on commit drop")
                    .update();
            List<Tile> full = new ArrayList<>();
            GrowingTree tree = new GrowingTree(LogHash.SHA_256, 0, (level, index) -> Optional.empty(), tile -> {
                full.add(tile);
                if (full.size() == 500) {
                    keep(full);
                }
            });
            for (int i = 0; i < LARGE; i++) {
                tree.append(
                        LogHash.SHA_256.leaf(ByteBuffer.allocate(4).putInt(i).array()));
            }
            full.addAll(tree.unfinished());
            keep(full);
            jdbc.sql("analyze bench_tile").update();
            byte[] root = tree.root();
            Random random = new Random(1);
            double[] milliseconds = new double[1_000];
            for (int i = 0; i < milliseconds.length; i++) {
                int index = random.nextInt(LARGE);
                long began = System.nanoTime();
                List<byte[]> proof = new MerkleTree(LogHash.SHA_256, new TiledHashes(LogHash.SHA_256, this::find))
                        .inclusion(index, LARGE);
                milliseconds[i] = seconds(began) * 1e3;
                if (i % 100 == 0) {
                    assertThat(MerkleTree.provesInclusion(
                                    LogHash.SHA_256,
                                    LogHash.SHA_256.leaf(
                                            ByteBuffer.allocate(4).putInt(index).array()),
                                    index,
                                    LARGE,
                                    root,
                                    proof))
                            .isTrue();
                }
            }
            Arrays.sort(milliseconds);
            System.out.printf(
                    "ledger: an inclusion proof among %,d entries takes %.2f ms at the median, %.2f ms at p99 (goal 5 ms)%n",
                    LARGE, milliseconds[500], milliseconds[990]);
        });
    }

    private void keep(List<Tile> tiles) {
        batches.batchUpdate(
                "insert into bench_tile (level, index, hashes) values (?, ?, ?)", tiles, 100, (statement, tile) -> {
                    statement.setInt(1, tile.level());
                    statement.setLong(2, tile.index());
                    statement.setBytes(3, tile.hashes());
                });
        tiles.clear();
    }

    private Optional<Tile> find(int level, long index) {
        return jdbc.sql("select hashes from bench_tile where level = ? and index = ?")
                .params(level, index)
                .query((row, number) -> new Tile(level, index, row.getBytes("hashes")))
                .optional();
    }
}
