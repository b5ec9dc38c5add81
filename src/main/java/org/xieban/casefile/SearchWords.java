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
public final class SearchWords {

    private SearchWords() {}

    /** Text as it is compared: simple characters, small letters. */
    public static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** What is searched of a thing. */
    public static String searched(Stream<String> texts) {
        return texts.map(SearchWords::folded).collect(Collectors.joining("\n"));
    }

    /** Characters and pairs of a folded text; white space parts it. */
    public static Set<String> grams(String folded) {
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

    /**
     * Adds the condition that a word stands in what is searched.
     *
     * @param rows the table, or what the query calls it, with the columns {@code searched} and {@code grams}
     * @param parameter begin of the names of its parameters
     */
    public static void require(SqlConditions conditions, String rows, String word, String parameter) {
        String grams = parameter + "Grams";
        conditions.add(
                rows + ".grams @> cast(:" + grams + " as text[])",
                grams,
                found(word).toArray(String[]::new));
        if (word.codePointCount(0, word.length()) > 2) {
            // pairs may stand apart; a single one, or a single character, is the word
            conditions.add("position(:" + parameter + " in " + rows + ".searched) > 0", parameter, word);
        }
    }

    /** The pairs by which a word is found; a word of one character by itself. */
    private static List<String> found(String word) {
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

    public static List<String> words(String folded) {
        return Arrays.stream(folded.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
