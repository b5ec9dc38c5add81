package org.xieban.inspection.draw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.xieban.inspection.draw.DrawTerms.Inspector;
import org.xieban.inspection.draw.DrawTerms.Target;

/**
 * A draw: of each stratum its share of objects without replacement, and for each object inspectors of every department.
 * It follows from the terms, a seed to whose hash somebody was committed before, and the root of a checkpoint that was
 * not there yet then: so neither who knows the seed nor who signs the log can choose what comes out.
 */
public final class Draw {

    /** Bytes of a seed. */
    public static final int SEED = 32;

    private static final byte[] LABEL = "xieban.org/draw/v1\0".getBytes(StandardCharsets.US_ASCII);

    private final DrawTerms terms;
    private final HmacDrbg lot;
    private final Map<String, Set<String>> recusals = new HashMap<>();
    private final Map<Post, List<String>> posts = new HashMap<>();

    private record Post(String department, String trade) {}

    /**
     * An object that was drawn, and who goes there.
     *
     * @param inspectors of each department, in the order in which they were drawn
     * @param recused who was drawn and had to recuse himself, so that another was drawn instead
     */
    public record Visit(String object, SortedMap<String, List<String>> inspectors, List<String> recused) {}

    private Draw(DrawTerms terms, byte[] seed, byte[] root) {
        this.terms = terms;
        byte[] fingerprint = terms.fingerprint();
        this.lot = new HmacDrbg(
                terms.hash(),
                seed,
                root,
                ByteBuffer.allocate(LABEL.length + fingerprint.length)
                        .put(LABEL)
                        .put(fingerprint)
                        .array());
        for (Inspector inspector : terms.inspectors()) {
            recusals.put(inspector.id(), new HashSet<>(inspector.recusals()));
            for (String trade : inspector.trades()) {
                posts.computeIfAbsent(new Post(inspector.department(), trade), none -> new ArrayList<>())
                        .add(inspector.id());
            }
        }
    }

    /** What is published of a seed before the draw: the hash of the label, the terms' fingerprint and the seed. */
    public static byte[] commitment(DrawTerms terms, byte[] seed) {
        MessageDigest digest = terms.hash().digest();
        digest.update(LABEL);
        digest.update(terms.fingerprint());
        return digest.digest(seed);
    }

    /**
     * Draws.
     *
     * @param seed of {@value #SEED} bytes
     * @param root of a checkpoint that was signed after the commitment was published
     * @param drawn is told each visit as it is drawn, strata in their order
     */
    public static void carryOut(DrawTerms terms, byte[] seed, byte[] root, Consumer<Visit> drawn) {
        if (seed.length != SEED) {
            throw new IllegalArgumentException("a seed of " + seed.length + " bytes");
        }
        new Draw(terms, seed, root).run(drawn);
    }

    private void run(Consumer<Visit> drawn) {
        Map<String, List<Target>> strata = new TreeMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (Target object : terms.objects()) {
            sizes.merge(object.stratum(), 1, Integer::sum);
            if (object.visitsLeft() > 0) {
                strata.computeIfAbsent(object.stratum(), none -> new ArrayList<>())
                        .add(object);
            }
        }
        strata.forEach((stratum, objects) -> {
            long wanted =
                    ((long) sizes.getOrDefault(stratum, 0) * terms.shares().getOrDefault(stratum, 0)
                                    + DrawTerms.WHOLE
                                    - 1)
                            / DrawTerms.WHOLE;
            int count = (int) Math.min(wanted, objects.size());
            for (int i = 0; i < count; i++) {
                int at = i + lot.below(objects.size() - i);
                Target chosen = objects.get(at);
                objects.set(at, objects.get(i));
                drawn.accept(visit(chosen));
            }
        });
    }

    private Visit visit(Target object) {
        SortedMap<String, List<String>> inspectors = new TreeMap<>();
        List<String> recused = new ArrayList<>();
        for (String department : terms.departments()) {
            List<String> qualified = posts.getOrDefault(new Post(department, object.trade()), List.of());
            List<String> chosen = new ArrayList<>();
            while (chosen.size() < terms.inspectorsEach()) {
                String inspector = qualified.get(lot.below(qualified.size()));
                if (recusals.getOrDefault(inspector, Set.of()).contains(object.id())) {
                    if (!recused.contains(inspector)) {
                        recused.add(inspector);
                    }
                } else if (!chosen.contains(inspector)) {
                    chosen.add(inspector);
                }
            }
            inspectors.put(department, chosen);
        }
        return new Visit(object.id(), inspectors, recused);
    }
}
