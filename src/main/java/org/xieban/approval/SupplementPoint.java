package org.xieban.approval;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that an applicant is told to supplement.
 *
 * @param material what the material is called
 * @param requirement what is missing or wrong, and what would be right
 */
record SupplementPoint(String material, String requirement) {

    /**
     * Which points of a later notice the first one did not have. The applicant is told once, everything: what he was
     * told may be told again when it comes in wrong, new points may not be added (行政许可法 32).
     *
     * @return places in {@code again}, from 0
     */
    static List<Integer> newOnes(List<SupplementPoint> first, List<SupplementPoint> again) {
        Set<SupplementPoint> told = new HashSet<>();
        first.forEach(point -> told.add(point.plain()));
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < again.size(); place++) {
            if (!told.contains(again.get(place).plain())) {
                places.add(place);
            }
        }
        return places;
    }

    /** What remains when spaces and the width of characters do not matter: the same point typed again. */
    private SupplementPoint plain() {
        return new SupplementPoint(plain(material), plain(requirement));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s+", "");
    }
}
