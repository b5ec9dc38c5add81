package org.xieban.inspection.draw;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.xieban.inspection.draw.DrawImpossibleException.Reason;
import org.xieban.inspection.draw.DrawTerms.Inspector;
import org.xieban.inspection.draw.DrawTerms.Target;

/** Finds out before a draw whether it can be carried through, whatever the lot says. */
record TermsCheck(
        List<String> departments,
        int inspectorsEach,
        SortedMap<String, Integer> shares,
        List<Target> objects,
        List<Inspector> inspectors) {

    private static final int TWO = 2;

    private record Post(String department, String trade) {}

    void check() {
        if (departments.isEmpty() || inspectorsEach < TWO) {
            throw new DrawImpossibleException(Reason.RULES, departments + " " + inspectorsEach);
        }
        ascending(departments);
        departments.forEach(TermsCheck::word);
        shares.forEach((stratum, share) -> {
            word(stratum);
            if (share < 0 || share > DrawTerms.WHOLE) {
                throw new DrawImpossibleException(Reason.SHARE, stratum);
            }
        });
        rows();
        if (objects.stream().noneMatch(this::mayBeDrawn)) {
            throw new DrawImpossibleException(Reason.POOL_EMPTY, "");
        }
        inspectorsForAll();
    }

    private void rows() {
        ascending(objects.stream().map(Target::id).toList());
        for (Target object : objects) {
            word(object.id());
            word(object.trade());
            if (!shares.containsKey(object.stratum())) {
                throw new DrawImpossibleException(Reason.SHARE, object.stratum());
            }
        }
        ascending(inspectors.stream().map(Inspector::id).toList());
        for (Inspector inspector : inspectors) {
            word(inspector.id());
            word(inspector.department());
            inspector.trades().forEach(TermsCheck::word);
            inspector.recusals().forEach(TermsCheck::word);
            ascending(inspector.trades());
            ascending(inspector.recusals());
        }
    }

    private boolean mayBeDrawn(Target object) {
        return object.visitsLeft() > 0 && shares.getOrDefault(object.stratum(), 0) > 0;
    }

    private void inspectorsForAll() {
        Map<Post, Integer> qualified = new HashMap<>();
        Map<String, Map<Post, Integer>> recused = new HashMap<>();
        for (Inspector inspector : inspectors) {
            for (String trade : inspector.trades()) {
                Post post = new Post(inspector.department(), trade);
                qualified.merge(post, 1, Integer::sum);
                inspector.recusals().forEach(object -> recused.computeIfAbsent(object, none -> new HashMap<>())
                        .merge(post, 1, Integer::sum));
            }
        }
        Set<String> manned = new HashSet<>();
        for (Target object : objects) {
            Map<Post, Integer> without = recused.getOrDefault(object.id(), Map.of());
            if (!mayBeDrawn(object) || (without.isEmpty() && !manned.add(object.trade()))) {
                continue;
            }
            for (String department : departments) {
                Post post = new Post(department, object.trade());
                if (qualified.getOrDefault(post, 0) - without.getOrDefault(post, 0) < inspectorsEach) {
                    throw new DrawImpossibleException(Reason.INSPECTORS, department + " " + object.id());
                }
            }
        }
    }

    private static void word(String text) {
        if (!DrawTerms.isWord(text)) {
            throw new DrawImpossibleException(Reason.WORD, text);
        }
    }

    private static void ascending(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).compareTo(words.get(i)) >= 0) {
                throw new DrawImpossibleException(Reason.ORDER, words.get(i));
            }
        }
    }
}
