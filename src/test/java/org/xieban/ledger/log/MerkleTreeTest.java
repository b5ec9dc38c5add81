package org.xieban.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The tree is the one of RFC 9162, however it was cut into tiles and batches. */
class MerkleTreeTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final LogHash SHA_256 = LogHash.SHA_256;

    /** Entries and roots that the makers of Certificate Transparency test with. */
    private static final List<String> ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    /** Tiles as a database keeps them: what is kept later takes the place of what was unfinished. */
    private static final class Kept implements TiledHashes.Tiles {

        private final Map<String, Tile> tiles = new HashMap<>();

        void keep(Tile tile) {
            tiles.merge(tile.level() + "/" + tile.index(), tile, (old, now) -> {
                assertThat(now.hashes()).as("a tile only grows").startsWith(old.hashes());
                return now;
            });
        }

        @Override
        public Optional<Tile> find(int level, long index) {
            return Optional.ofNullable(tiles.get(level + "/" + index));
        }
    }

    private final Kept kept = new Kept();

    private MerkleTree tree() {
        return new MerkleTree(SHA_256, new TiledHashes(SHA_256, kept));
    }

    private static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(ByteBuffer.allocate(4).putInt(i).array());
        }
        return leaves;
    }

    private GrowingTree grown(List<byte[]> leaves) {
        kept.tiles.clear();
        GrowingTree tree = new GrowingTree(SHA_256, 0, kept, kept::keep);
        leaves.forEach(leaf -> tree.append(SHA_256.leaf(leaf)));
        tree.unfinished().forEach(kept::keep);
        return tree;
    }

    @Test
    void theRootsOfTheKnownEntriesAreTheKnownOnes() {
        GrowingTree tree = new GrowingTree(SHA_256, 0, kept, kept::keep);
        assertThat(HEX.formatHex(tree.root())).isEqualTo(ROOTS.get(0));
        for (int size = 1; size <= ENTRIES.size(); size++) {
            tree.append(SHA_256.leaf(HEX.parseHex(ENTRIES.get(size - 1))));
            assertThat(HEX.formatHex(tree.root())).isEqualTo(ROOTS.get(size));
        }
        tree.unfinished().forEach(kept::keep);
        for (int size = 0; size <= ENTRIES.size(); size++) {
            assertThat(HEX.formatHex(tree().root(size))).isEqualTo(ROOTS.get(size));
        }
    }

    /** RFC 9162 §2.1.5: the tree of seven leaves with its nodes a to l, and which of them each proof is made of. */
    @Test
    void theProofsOfTheExampleInTheStandardAreMadeOfTheNodesThatItNames() {
        List<byte[]> leaves = leaves(7);
        grown(leaves);
        Map<Character, byte[]> nodes = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            nodes.put("abcdef".charAt(i), PlainTree.leaf(leaves.get(i)));
        }
        nodes.put('j', PlainTree.leaf(leaves.get(6)));
        nodes.put('g', PlainTree.root(leaves.subList(0, 2)));
        nodes.put('h', PlainTree.root(leaves.subList(2, 4)));
        nodes.put('i', PlainTree.root(leaves.subList(4, 6)));
        nodes.put('k', PlainTree.root(leaves.subList(0, 4)));
        nodes.put('l', PlainTree.root(leaves.subList(4, 7)));
        MerkleTree tree = tree();

        assertThat(tree.inclusion(0, 7)).containsExactly(nodes.get('b'), nodes.get('h'), nodes.get('l'));
        assertThat(tree.inclusion(3, 7)).containsExactly(nodes.get('c'), nodes.get('g'), nodes.get('l'));
        assertThat(tree.inclusion(4, 7)).containsExactly(nodes.get('f'), nodes.get('j'), nodes.get('k'));
        assertThat(tree.inclusion(6, 7)).containsExactly(nodes.get('i'), nodes.get('k'));
        assertThat(tree.consistency(3, 7))
                .containsExactly(nodes.get('c'), nodes.get('d'), nodes.get('g'), nodes.get('l'));
        assertThat(tree.consistency(4, 7)).containsExactly(nodes.get('l'));
        assertThat(tree.consistency(6, 7)).containsExactly(nodes.get('i'), nodes.get('j'), nodes.get('k'));
    }

    @Test
    void anSm3TreeHashesWithSm3() {
        assertThat(HEX.formatHex(LogHash.SM3.empty()))
                .isEqualTo("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
    }

    @Property(tries = 60)
    void proofsAreTheOnesOfTheStandardAndHold(
            @ForAll @IntRange(min = 1, max = 700) int size, @ForAll @IntRange(max = 699) int of) {
        int index = of % size;
        List<byte[]> leaves = leaves(size);
        grown(leaves);
        byte[] root = tree().root(size);
        assertThat(root).isEqualTo(PlainTree.root(leaves));

        List<byte[]> inclusion = tree().inclusion(index, size);
        assertThat(inclusion)
                .usingElementComparator(MerkleTreeTest::compare)
                .isEqualTo(PlainTree.inclusion(index, leaves));
        byte[] leaf = SHA_256.leaf(leaves.get(index));
        assertThat(MerkleTree.provesInclusion(SHA_256, leaf, index, size, root, inclusion))
                .isTrue();
        assertThat(MerkleTree.provesInclusion(SHA_256, leaf, (index + 1) % size, size, root, inclusion))
                .as("at another place")
                .isEqualTo(size == 1);
        assertThat(MerkleTree.provesInclusion(SHA_256, SHA_256.leaf(leaf), index, size, root, inclusion))
                .as("of another leaf")
                .isFalse();

        int older = index + 1;
        byte[] olderRoot = tree().root(older);
        assertThat(olderRoot).isEqualTo(PlainTree.root(leaves.subList(0, older)));
        List<byte[]> consistency = tree().consistency(older, size);
        assertThat(consistency)
                .usingElementComparator(MerkleTreeTest::compare)
                .isEqualTo(PlainTree.consistency(older, leaves, true));
        assertThat(MerkleTree.provesConsistency(SHA_256, older, olderRoot, size, root, consistency))
                .isTrue();
        assertThat(MerkleTree.provesConsistency(SHA_256, older, leaf.clone(), size, root, consistency))
                .as("from another root")
                .isEqualTo(older == 1 && index == 0);
        assertThat(MerkleTree.provesConsistency(SHA_256, older, olderRoot, size, olderRoot, consistency))
                .as("to another root")
                .isEqualTo(older == size);
    }

    private static int compare(byte[] one, byte[] other) {
        return Arrays.compare(one, other);
    }

    @Property(tries = 40)
    void aChangedProofProvesNothing(
            @ForAll @IntRange(min = 2, max = 600) int size,
            @ForAll @IntRange(max = 599) int of,
            @ForAll @IntRange(max = 1_000) int change) {
        int index = of % size;
        List<byte[]> leaves = leaves(size);
        grown(leaves);
        byte[] root = tree().root(size);
        byte[] leaf = SHA_256.leaf(leaves.get(index));
        List<byte[]> proof = new ArrayList<>(tree().inclusion(index, size));
        byte[] changed = proof.get(change % proof.size()).clone();
        changed[change % changed.length] ^= 1;

        List<byte[]> other = new ArrayList<>(proof);
        other.set(change % proof.size(), changed);
        assertThat(MerkleTree.provesInclusion(SHA_256, leaf, index, size, root, other))
                .isFalse();
        assertThat(MerkleTree.provesInclusion(SHA_256, leaf, index, size, root, proof.subList(1, proof.size())))
                .isFalse();
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(root);
        assertThat(MerkleTree.provesInclusion(SHA_256, leaf, index, size, root, longer))
                .isFalse();
    }

    @Property(tries = 30)
    void aTreeThatGoesOnInBatchesIsTheSame(
            @ForAll @IntRange(max = 700) int first, @ForAll @IntRange(max = 700) int second) {
        List<byte[]> leaves = leaves(first + second);
        grown(leaves.subList(0, first));
        GrowingTree goingOn = new GrowingTree(SHA_256, first, kept, kept::keep);
        leaves.subList(first, first + second).forEach(leaf -> goingOn.append(SHA_256.leaf(leaf)));
        goingOn.unfinished().forEach(kept::keep);

        assertThat(goingOn.root()).isEqualTo(PlainTree.root(leaves));
        assertThat(tree().root(first + second)).isEqualTo(PlainTree.root(leaves));
    }

    @Test
    void threeLevelsOfTilesHoldTogether() {
        int size = 2 * 256 * 256 + 3 * 256 + 5;
        List<byte[]> leaves = leaves(size);
        GrowingTree tree = grown(leaves);
        byte[] root = PlainTree.root(leaves);
        assertThat(tree.root()).isEqualTo(root);
        assertThat(tree().root(size)).isEqualTo(root);
        assertThat(kept.find(2, 0).orElseThrow().width()).isEqualTo(2);
        for (int index : new int[] {0, 255, 256, 65_535, 65_536, size - 6, size - 1}) {
            assertThat(MerkleTree.provesInclusion(
                            SHA_256, SHA_256.leaf(leaves.get(index)), index, size, root, tree().inclusion(index, size)))
                    .isTrue();
        }
    }

    @Test
    void aTreeWhoseEdgeIsGoneDoesNotGoOn() {
        grown(leaves(300));
        kept.tiles.remove("0/1");
        assertThatThrownBy(() -> new GrowingTree(SHA_256, 300, kept, kept::keep))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tree().root(300)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingIsProvedOfWhatIsNotThere() {
        grown(leaves(3));
        assertThatThrownBy(() -> tree().inclusion(3, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree().consistency(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree().consistency(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree().root(4)).isInstanceOf(IllegalStateException.class);
    }
}
