package org.xieban.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xieban.inspection.draw.Draw;
import org.xieban.inspection.draw.DrawTerms;
import org.xieban.inspection.draw.DrawTerms.Inspector;
import org.xieban.inspection.draw.DrawTerms.Target;
import org.xieban.ledger.log.LogHash;

/** How long it takes to draw ten thousand of a million objects, beside hashing the same pools and nothing else. */
@Tag("bench")
class DrawBench {

    private static final int OBJECTS = 1_000_000;
    private static final int INSPECTORS = 5_000;

    @Test
    void tenThousandOfAMillion() {
        System.gc();
        long before = used();
        List<Target> objects = IntStream.range(0, OBJECTS)
                .mapToObj(i -> new Target(
                        "o%07d".formatted(i), "ABCD".substring(i % 4, i % 4 + 1), "t%02d".formatted(i % 20), 1))
                .toList();
        List<Inspector> inspectors = IntStream.range(0, INSPECTORS)
                .mapToObj(i -> new Inspector(
                        "i%04d".formatted(i),
                        List.of("fire", "health", "market").get(i % 3),
                        List.of("t%02d".formatted(i % 10), "t%02d".formatted(i % 10 + 10)),
                        IntStream.range(0, 40)
                                .mapToObj(r -> "o%07d".formatted(r * 20_011 + i))
                                .toList()))
                .toList();
        Map<String, Integer> shares = Map.of("A", 10, "B", 50, "C", 100, "D", 240);
        for (LogHash hash : LogHash.values()) {
            long begun = System.nanoTime();
            DrawTerms terms = new DrawTerms(
                    hash, List.of("fire", "health", "market"), 2, new TreeMap<>(shares), objects, inspectors);
            List<Draw.Visit> visits = new ArrayList<>();
            Draw.carryOut(terms, new byte[Draw.SEED], new byte[32], visits::add);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.gc();
            long held = used() - before;
            begun = System.nanoTime();
            terms.fingerprint();
            System.out.printf(
                    "inspection: %s, %,d of %,d objects and %,d inspectors drawn in %.2f s (goal 5; hashing the pools"
                            + " alone %.2f s); pools and result hold %,d MB (goal 1 GB)%n",
                    hash, visits.size(), OBJECTS, INSPECTORS, seconds, (System.nanoTime() - begun) / 1e9, held >> 20);
            assertThat(visits).hasSize(10_000);
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
