package org.xieban.ledger.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of the tree, as C2SP tlog-tiles cuts it: up to {@value #WIDTH} neighbouring hashes, eight levels of the tree
 * apart from those of the next {@code level}.
 *
 * @param level 0 for the hashes of leaves
 * @param index counted from the left
 * @param hashes one after the other, {@value LogHash#LENGTH} bytes each
 */
public record Tile(int level, long index, byte[] hashes) {

    /** Hashes, or entries, of a full tile. */
    public static final int WIDTH = 256;

    /** Levels of the tree that a tile spans. */
    static final int HEIGHT = 8;

    /** How many hashes it has. */
    public int width() {
        return hashes.length / LogHash.LENGTH;
    }

    /**
     * The place of a tile as its public address tells it.
     *
     * @param level {@link #ENTRIES} for a bundle of entries
     * @param width {@value #WIDTH} unless the address asks for the beginning of one that was still growing
     */
    public record Place(int level, long index, int width) {

        /** The level of bundles of entries, which stand beside the tree. */
        public static final int ENTRIES = -1;

        private static final Pattern PATH = Pattern.compile(
                "(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

        /**
         * Reads what follows {@code tile/} in an address.
         *
         * @throws IllegalArgumentException where it is not of the form that tlog-tiles prescribes
         */
        public static Place parse(String path) {
            Matcher matcher = PATH.matcher(path);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not the address of a tile: " + path);
            }
            int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
            long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
            int width = matcher.group(3) == null ? WIDTH : Integer.parseInt(matcher.group(3));
            Place place = new Place(level, index, width);
            // one address for each tile: no leading groups of zeros, and a full one is not called partial
            if (width > WIDTH || !place.path().equals(path)) {
                throw new IllegalArgumentException("not the address of a tile: " + path);
            }
            return place;
        }

        /** What follows {@code tile/} in its address. */
        public String path() {
            String number = "%03d".formatted(index % 1000);
            for (long rest = index / 1000; rest > 0; rest /= 1000) {
                number = "x%03d/".formatted(rest % 1000) + number;
            }
            return (level == ENTRIES ? "entries" : level) + "/" + number + (width == WIDTH ? "" : ".p/" + width);
        }
    }
}
