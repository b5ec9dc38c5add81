package org.xieban.ledger.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The right edge of a log's tree, at which leaves are appended; all else of the tree never changes again. */
public final class GrowingTree {

    private final LogHash hash;
    private final List<ByteArrayOutputStream> edge = new ArrayList<>();
    private final Consumer<Tile> full;
    private long size;

    /**
     * Goes on where a tree ends.
     *
     * @param size leaves that it has
     * @param tiles the last tile of each level, where it is not full
     * @param full is handed each tile that becomes full
     * @throws IllegalStateException where they are not those of a tree of that size
     */
    public GrowingTree(LogHash hash, long size, TiledHashes.Tiles tiles, Consumer<Tile> full) {
        this.hash = hash;
        this.full = full;
        this.size = size;
        int level = 0;
        for (long hashes = size; hashes > 0; hashes /= Tile.WIDTH, level++) {
            int width = (int) (hashes % Tile.WIDTH);
            ByteArrayOutputStream row = row(level);
            if (width > 0) {
                long index = hashes / Tile.WIDTH;
                int at = level;
                Tile tile = tiles.find(level, index)
                        .filter(found -> found.width() == width)
                        .orElseThrow(() -> new IllegalStateException(
                                "tile " + at + "/" + index + " does not have the " + width + " hashes of its tree"));
                row.writeBytes(tile.hashes());
            }
        }
    }

    /** Leaves that it has. */
    public long size() {
        return size;
    }

    /** Appends a leaf by its hash. */
    public void append(byte[] leafHash) {
        append(0, size, leafHash);
        size++;
    }

    private void append(int level, long index, byte[] of) {
        ByteArrayOutputStream row = row(level);
        row.writeBytes(of);
        if (row.size() == Tile.WIDTH * LogHash.LENGTH) {
            Tile tile = new Tile(level, index / Tile.WIDTH, row.toByteArray());
            full.accept(tile);
            row.reset();
            append(level + 1, tile.index(), MerkleTree.fold(hash, tile.hashes()));
        }
    }

    private ByteArrayOutputStream row(int level) {
        while (edge.size() <= level) {
            edge.add(new ByteArrayOutputStream());
        }
        return edge.get(level);
    }

    /** The root over all its leaves. */
    public byte[] root() {
        byte[] below = new byte[0];
        for (ByteArrayOutputStream row : edge) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(row.toByteArray());
            all.writeBytes(below);
            below = all.size() == 0 ? new byte[0] : MerkleTree.fold(hash, all.toByteArray());
        }
        return below.length == 0 ? hash.empty() : below;
    }

    /** The last tile of each level, where it is not full. */
    public List<Tile> unfinished() {
        List<Tile> tiles = new ArrayList<>();
        long hashes = size;
        for (int level = 0; level < edge.size(); level++, hashes /= Tile.WIDTH) {
            if (edge.get(level).size() > 0) {
                tiles.add(new Tile(level, hashes / Tile.WIDTH, edge.get(level).toByteArray()));
            }
        }
        return tiles;
    }
}
