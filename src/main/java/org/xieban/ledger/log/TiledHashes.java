package org.xieban.ledger.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Hashes of subtrees out of tiles, each of which is fetched once. */
public final class TiledHashes implements TreeHashes {

    /** Where tiles are kept. */
    @FunctionalInterface
    public interface Tiles {

        /** A tile with the hashes that it has by now. */
        Optional<Tile> find(int level, long index);
    }

    private record Key(int level, long index) {}

    private final LogHash hash;
    private final Tiles tiles;
    private final Map<Key, Tile> fetched = new HashMap<>();

    /** Reads out of these tiles. */
    public TiledHashes(LogHash hash, Tiles tiles) {
        this.hash = hash;
        this.tiles = tiles;
    }

    @Override
    public byte[] of(int level, long index) {
        int within = level % Tile.HEIGHT;
        int count = 1 << within;
        long first = index << within;
        Tile tile = fetched.computeIfAbsent(new Key(level / Tile.HEIGHT, first / Tile.WIDTH), this::fetch);
        int from = (int) (first % Tile.WIDTH);
        if (from + count > tile.width()) {
            throw new IllegalStateException("tile " + tile.level() + "/" + tile.index() + " has " + tile.width()
                    + " hashes, and " + (from + count) + " are asked for");
        }
        return MerkleTree.fold(
                hash, Arrays.copyOfRange(tile.hashes(), from * LogHash.LENGTH, (from + count) * LogHash.LENGTH));
    }

    private Tile fetch(Key key) {
        return tiles.find(key.level(), key.index())
                .orElseThrow(() -> new IllegalStateException("there is no tile " + key.level() + "/" + key.index()));
    }
}
