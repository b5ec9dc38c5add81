package org.xieban.casefile;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How text is found by parts of it: single characters and pairs of neighbours, kept under an index, since words of two
 * Chinese characters are too short for the trigrams of PostgreSQL.
 */
final class SearchWords {

    private SearchWords() {}

    /** Text as it is compared: simple characters, small letters. */
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** What is searched of a thing. */
    static String searched(Stream<String> texts) {
        return texts.map(SearchWords::folded).collect(Collectors.joining("\n"));
    }

    /** Characters and pairs of a folded text; white space parts it. */
    static Set<String> grams(String folded) {
        Set<String> grams = new LinkedHashSet<>();
        for (String word : words(folded)) {
            int[] characters = word.codePoints().toArray();
            for (int i = 0; i < characters.length; i++) {
                grams.add(new String(characters, i, 1));
                if (i + 1 < characters.length) {
                    grams.add(new String(characters, i, 2));
                }
            }
        }
        return grams;
    }

    /** The pairs by which a word is found; a word of one character by itself. */
    static List<String> found(String word) {
        int[] characters = word.codePoints().toArray();
        if (characters.length == 1) {
            return List.of(word);
        }
        Set<String> pairs = new LinkedHashSet<>();
        for (int i = 0; i + 1 < characters.length; i++) {
            pairs.add(new String(characters, i, 2));
        }
        return List.copyOf(pairs);
    }

    static List<String> words(String folded) {
        return Arrays.stream(folded.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
