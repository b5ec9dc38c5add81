package org.xieban.ledger;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.Tile;
import org.xieban.ledger.log.TiledHashes;
import org.xieban.signing.SignedNote;
import org.xieban.signing.VerifierKey;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The tables of the public log. */
@Repository
class LogStore implements TiledHashes.Tiles {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    LogStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** The log as it was created. */
    record Identity(String origin, LogHash hash) {}

    /** An entry without a place, and its leaf. */
    record Unplaced(UUID id, byte[] leaf) {}

    /** A key and the size of the log from which on it signs. */
    record LogKey(VerifierKey key, long sinceSize) {}

    /** A checkpoint as it was published. */
    record Published(Checkpoint checkpoint, SignedNote note, Instant signedAt) {}

    Optional<Identity> identity() {
        return identity("");
    }

    /** The log, held against anyone else who would sequence until the transaction ends. */
    Optional<Identity> lock() {
        return identity(" for update");
    }

    private Optional<Identity> identity(String lock) {
        return jdbc.sql("select origin, hash from public_log" + lock)
                .query((row, number) -> new Identity(row.getString("origin"), LogHash.valueOf(row.getString("hash"))))
                .optional();
    }

    void create(Identity log, Instant at) {
        jdbc.sql("insert into public_log (origin, hash, created_at) values (?, ?, ?) on conflict do nothing")
                .params(log.origin(), log.hash().name(), OfficialTime.of(at))
                .update();
    }

    /** Committed entries that have no place yet, the older first. */
    List<Unplaced> unplaced(int count) {
        return jdbc.sql("""
                        select s.entry_id, e.leaf
                          from (select entry_id from trace_sequence where number is null
                                 order by entry_id limit :count) s
                          join trace_entry e on e.id = s.entry_id
                         order by s.entry_id
                        """)
                .param("count", count)
                .query((row, number) -> new Unplaced(row.getObject("entry_id", UUID.class), row.getBytes("leaf")))
                .list();
    }

    /** When the oldest act was done that has no place yet. */
    Optional<Instant> oldestUnplaced() {
        return jdbc.sql("""
                        select e.at
                          from (select entry_id from trace_sequence where number is null order by entry_id limit 1) s
                          join trace_entry e on e.id = s.entry_id
                        """).query((row, number) -> Rows.moment(row, "at")).optional();
    }

    /** Gives entries their places, from one on. */
    void place(long first, List<UUID> entries) {
        int placed = jdbc.sql("""
                        update trace_sequence s set number = :first + o.n - 1
                          from unnest(cast(:ids as uuid[])) with ordinality as o (id, n)
                         where s.entry_id = o.id and s.number is null
                        """)
                .param("first", first)
                .param("ids", entries.toArray(UUID[]::new))
                .update();
        if (placed != entries.size()) {
            throw new IllegalStateException(placed + " of " + entries.size() + " entries took their place");
        }
    }

    @Override
    public Optional<Tile> find(int level, long index) {
        return jdbc.sql("select hashes from log_tile where level = ? and index = ?")
                .params(level, index)
                .query((row, number) -> new Tile(level, index, row.getBytes("hashes")))
                .optional();
    }

    void keep(List<Tile> tiles) {
        batches.batchUpdate("""
                insert into log_tile (level, index, hashes) values (?, ?, ?)
                on conflict (level, index) do update set hashes = excluded.hashes
                """, tiles, 100, (statement, tile) -> {
            statement.setInt(1, tile.level());
            statement.setLong(2, tile.index());
            statement.setBytes(3, tile.hashes());
        });
    }

    /**
     * The leaves of places from one on, as they follow from what their entries say now: whoever changes an entry changes
     * what everybody can fetch, and it contradicts the tree.
     */
    List<byte[]> leaves(long first, int count) {
        return jdbc.sql("""
                        select e.leaf, e.salt, e.entry
                          from trace_sequence s join trace_entry e on e.id = s.entry_id
                         where s.number >= :first and s.number < :first + :count order by s.number
                        """)
                .param("first", first)
                .param("count", count)
                .query((row, number) -> Leaf.again(row.getBytes("leaf"), row.getBytes("salt"), row.getString("entry")))
                .list();
    }

    /** As {@link #leaves}, of some places, by their number; those that are gone are left out. */
    Map<Long, byte[]> leavesAt(List<Long> numbers) {
        Map<Long, byte[]> leaves = new HashMap<>();
        jdbc.sql("""
                        select s.number, e.leaf, e.salt, e.entry
                          from trace_sequence s join trace_entry e on e.id = s.entry_id
                         where s.number = any (:numbers)
                        """).param("numbers", numbers.toArray(Long[]::new)).query(row -> {
            leaves.put(
                    row.getLong("number"),
                    Leaf.again(row.getBytes("leaf"), row.getBytes("salt"), row.getString("entry")));
        });
        return leaves;
    }

    /**
     * Where entries stand in the log.
     *
     * @param number null for one that has no place yet
     */
    record Place(@Nullable Long number, byte[] leaf) {}

    Map<UUID, Place> places(List<UUID> entries) {
        Map<UUID, Place> places = new HashMap<>();
        jdbc.sql("""
                        select s.entry_id, s.number, e.leaf
                          from trace_sequence s join trace_entry e on e.id = s.entry_id
                         where s.entry_id = any (:ids)
                        """).param("ids", entries.toArray(UUID[]::new)).query(row -> {
            places.put(
                    row.getObject("entry_id", UUID.class),
                    new Place(row.getObject("number", Long.class), row.getBytes("leaf")));
        });
        return places;
    }

    /** The hashes of a tile, as they are served; empty where it does not have so many. */
    Optional<byte[]> hashes(Tile.Place place) {
        return find(place.level(), place.index())
                .filter(tile -> tile.width() >= place.width())
                .map(tile -> Arrays.copyOf(tile.hashes(), place.width() * LogHash.LENGTH));
    }

    /** A bundle of entries, as it is served: each with its length before it; empty where there are not so many. */
    Optional<byte[]> bundle(Tile.Place place) {
        List<byte[]> leaves = leaves(place.index() * Tile.WIDTH, place.width());
        if (leaves.size() < place.width()) {
            return Optional.empty();
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] leaf : leaves) {
            bundle.write(leaf.length >> 8);
            bundle.write(leaf.length);
            bundle.writeBytes(leaf);
        }
        return Optional.of(bundle.toByteArray());
    }

    /** The last checkpoint, empty as long as nothing stands in the log. */
    Optional<Published> latest() {
        return jdbc.sql("select note, signed_at from log_checkpoint order by size desc limit 1")
                .query((row, number) -> {
                    SignedNote note = SignedNote.parse(row.getString("note"));
                    return new Published(Checkpoint.parse(note.text()), note, Rows.moment(row, "signed_at"));
                })
                .optional();
    }

    /** The smallest checkpoint beyond a size. */
    Optional<SignedNote> firstAfter(long size) {
        return jdbc.sql("select note from log_checkpoint where size > ? order by size limit 1")
                .param(size)
                .query((row, number) -> SignedNote.parse(row.getString("note")))
                .optional();
    }

    /** Every checkpoint ever signed, the smallest first. */
    List<SignedRow> checkpoints() {
        return jdbc.sql("select size, root, note from log_checkpoint order by size")
                .query((row, number) -> new SignedRow(row.getLong("size"), row.getBytes("root"), row.getString("note")))
                .list();
    }

    /** A row of a checkpoint, as it stands there now. */
    record SignedRow(long size, byte[] root, String note) {}

    void publish(Published published) {
        Checkpoint checkpoint = published.checkpoint();
        jdbc.sql("insert into log_checkpoint (size, root, note, signed_at) values (?, ?, ?, ?)")
                .params(
                        checkpoint.size(),
                        checkpoint.root(),
                        published.note().toString(),
                        OfficialTime.of(published.signedAt()))
                .update();
    }

    /** The keys of the log, the present one last. */
    List<LogKey> keys() {
        return jdbc.sql("select vkey, since_size from log_key order by number")
                .query((row, number) -> new LogKey(VerifierKey.parse(row.getString("vkey")), row.getLong("since_size")))
                .list();
    }

    /** The keys as they are published, the present one first, a line each. */
    String keyLines() {
        StringBuilder lines = new StringBuilder();
        keys().forEach(key -> lines.insert(0, key.key() + "\n"));
        return lines.toString();
    }

    void add(LogKey key, Instant at) {
        jdbc.sql("insert into log_key (vkey, since_size, since) values (?, ?, ?)")
                .params(key.key().toString(), key.sinceSize(), OfficialTime.of(at))
                .update();
    }
}
