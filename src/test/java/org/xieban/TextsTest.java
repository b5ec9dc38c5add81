package org.xieban;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attoparser.AbstractMarkupHandler;
import org.attoparser.MarkupParser;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.junit.jupiter.api.Test;

/** What stands on the screen comes from the message bundles, in both languages. */
class TextsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path JAVA = Path.of("src/main/java");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern KEY = Pattern.compile("#\\{([a-zA-Z][\\w.-]*)[(}]");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");
    private static final Set<String> SPOKEN = Set.of("placeholder", "title", "aria-label", "alt");

    /** Chinese words that Java must know, because they are data or are said where there are no bundles yet. */
    private static final Set<String> MAY_SPEAK_CHINESE = Set.of(
            // the name of the product's own acts in the record, which is Chinese whoever reads it
            "org/xieban/trace/Actor.java",
            // people and places, not words of the screen
            "org/xieban/demonstration/DemonstrationPeople.java",
            // names of statutes, which are Chinese in every language
            "org/xieban/catalogue/ItemRules.java",
            // asks whether a terminal can show Chinese
            "org/xieban/startup/Console.java");

    /** Said before languages can be chosen: its inner text is handed over once in each. */
    private static final Set<String> OTHER_ARGUMENTS = Set.of("catalogue.broken");

    @Test
    void everyTextIsThereInBothLanguages() {
        Map<String, Properties> bundles = bundles();
        assertThat(bundles.keySet()).isNotEmpty();
        bundles.forEach((name, texts) -> {
            if (!name.endsWith("_en")) {
                assertThat(bundles).as("English of " + name).containsKey(name + "_en");
                assertThat(new TreeSet<>(bundles.get(name + "_en").stringPropertyNames()))
                        .as(name + "_en")
                        .isEqualTo(new TreeSet<>(texts.stringPropertyNames()));
            }
        });
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        Map<String, Properties> bundles = bundles();
        List<String> wrong = new ArrayList<>();
        bundles.forEach((name, texts) -> {
            if (!name.endsWith("_en")) {
                Properties english = bundles.getOrDefault(name + "_en", new Properties());
                for (String key : texts.stringPropertyNames()) {
                    String chinese = texts.getProperty(key);
                    if (english.containsKey(key)
                            && !OTHER_ARGUMENTS.contains(key)
                            && !places(chinese).equals(places(english.getProperty(key)))) {
                        wrong.add(key + " has not the same arguments in both languages");
                    }
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyTextCanBeFormattedAndIsNotBlank() {
        List<String> wrong = new ArrayList<>();
        bundles().forEach((name, texts) -> texts.stringPropertyNames().forEach(key -> {
            String text = texts.getProperty(key);
            // Chinese counts with words for pieces and times that English has not
            if (text.isBlank() && !name.endsWith("_en")) {
                wrong.add(name + ": " + key + " is blank");
            }
            // Spring formats a text only when there are arguments; an apostrophe is doubled then, and only then
            boolean formatted = PLACE.matcher(text).find();
            if (formatted
                    && text.replace("''", "").replaceAll("'[^']*[{}][^']*'", "").contains("'")) {
                wrong.add(name + ": " + key + " has arguments and a single apostrophe");
            }
            if (!formatted && text.contains("''")) {
                wrong.add(name + ": " + key + " has no arguments and a doubled apostrophe");
            }
            if (formatted) {
                try {
                    new MessageFormat(text);
                } catch (IllegalArgumentException e) {
                    wrong.add(name + ": " + key + ": " + e.getMessage());
                }
            }
        }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void noTextIsDefinedTwice() {
        Map<String, String> homes = new HashMap<>();
        List<String> twice = new ArrayList<>();
        bundles().forEach((name, texts) -> {
            if (!name.endsWith("_en")) {
                texts.stringPropertyNames().forEach(key -> {
                    String other = homes.putIfAbsent(key, name);
                    if (other != null) {
                        twice.add(key + " in " + other + " and " + name);
                    }
                });
            }
        });
        assertThat(twice).as("whichever bundle comes first wins").isEmpty();
    }

    @Test
    void everyTextThatATemplateNamesIsThere() {
        Set<String> known = keys();
        List<String> missing = new ArrayList<>();
        for (Path template : templates()) {
            Matcher named = KEY.matcher(read(template));
            while (named.find()) {
                if (!known.contains(named.group(1))) {
                    missing.add(RESOURCES.relativize(template) + ": " + named.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /**
     * A text in a template is only what a designer sees who opens the file; Thymeleaf must replace it. So every word
     * stands in an element with {@code th:text}, and every spoken attribute comes from Thymeleaf.
     */
    @Test
    void noTemplateSpeaksByItself() throws ParseException {
        List<String> spoken = new ArrayList<>();
        for (Path template : templates()) {
            Words words = new Words();
            new MarkupParser(ParseConfiguration.htmlConfiguration()).parse(read(template), words);
            words.found.forEach(text -> spoken.add(RESOURCES.relativize(template) + ": " + text));
        }
        assertThat(spoken).isEmpty();
    }

    @Test
    void everyRefusalHasItsText() {
        Pattern refusal =
                Pattern.compile("Refusal\\s*\\.(?:shape|forbidden|notFound|conflict|tooLarge|unsupported|rule)\\("
                        + "\\s*\"([^\"]+)\"|\\.at\\(\\s*\"[^\"]*\",\\s*\"([^\"]+)\"");
        assertThat(named(refusal, "problem.")).isEmpty();
    }

    @Test
    void everyActHasItsText() {
        assertThat(named(Pattern.compile("Act\\s*\\.of\\(\\s*\"([^\"]+)\",\\s"), "act."))
                .isEmpty();
    }

    /** What Java names by the pattern and no bundle knows under the prefix. */
    private static List<String> named(Pattern pattern, String prefix) {
        Set<String> known = keys();
        List<String> missing = new ArrayList<>();
        for (Path file : files(JAVA, path -> path.toString().endsWith(".java"))) {
            Matcher found = pattern.matcher(withoutComments(read(file)));
            while (found.find()) {
                String code = found.group(1) != null || found.groupCount() < 2 ? found.group(1) : found.group(2);
                // a code that ends in a dot is finished at run time
                boolean there = code.endsWith(".")
                        ? known.stream().anyMatch(key -> key.startsWith(prefix + code))
                        : known.contains(prefix + code);
                if (!there) {
                    missing.add(JAVA.relativize(file) + ": " + prefix + code);
                }
            }
        }
        return missing;
    }

    @Test
    void javaDoesNotSpeakChinese() {
        List<String> spoken = new ArrayList<>();
        for (Path file : files(JAVA, path -> path.toString().endsWith(".java"))) {
            String name = JAVA.relativize(file).toString().replace('\\', '/');
            if (!MAY_SPEAK_CHINESE.contains(name)) {
                withoutComments(read(file))
                        .lines()
                        .filter(line -> HAN.matcher(line).find())
                        .forEach(line -> spoken.add(name + ": " + line.strip()));
            }
        }
        assertThat(spoken).isEmpty();
    }

    /** Collects words that no {@code th:text} of an element around them replaces. */
    private static final class Words extends AbstractMarkupHandler {

        private record Open(String element, boolean replaced) {}

        private final List<String> found = new ArrayList<>();
        private final List<Open> open = new ArrayList<>();
        private final Map<String, String> attributes = new TreeMap<>();
        private String element = "";

        @Override
        public void handleOpenElementStart(char[] buffer, int offset, int length, int line, int column) {
            begin(new String(buffer, offset, length));
        }

        @Override
        public void handleOpenElementEnd(char[] buffer, int offset, int length, int line, int column) {
            check(line);
            boolean replaced = open.stream().anyMatch(Open::replaced)
                    || attributes.containsKey("th:text")
                    || attributes.containsKey("th:replace")
                    || attributes.containsKey("th:utext");
            // the root of a page is replaced by the layout, which takes the page's own words along
            open.add(new Open(element, replaced && !element.equals("html")));
        }

        @Override
        public void handleStandaloneElementStart(
                char[] buffer, int offset, int length, boolean minimized, int line, int column) {
            begin(new String(buffer, offset, length));
        }

        @Override
        public void handleStandaloneElementEnd(
                char[] buffer, int offset, int length, boolean minimized, int line, int column) {
            check(line);
        }

        @Override
        public void handleCloseElementStart(char[] buffer, int offset, int length, int line, int column) {
            end(new String(buffer, offset, length));
        }

        @Override
        public void handleAutoCloseElementStart(char[] buffer, int offset, int length, int line, int column) {
            end(new String(buffer, offset, length));
        }

        @Override
        public void handleAttribute(
                char[] buffer,
                int nameOffset,
                int nameLength,
                int nameLine,
                int nameColumn,
                int operatorOffset,
                int operatorLength,
                int operatorLine,
                int operatorColumn,
                int valueOffset,
                int valueLength,
                int valueOuterOffset,
                int valueOuterLength,
                int valueLine,
                int valueColumn) {
            attributes.put(new String(buffer, nameOffset, nameLength), new String(buffer, valueOffset, valueLength));
        }

        @Override
        public void handleText(char[] buffer, int offset, int length, int line, int column) {
            String text = new String(buffer, offset, length).strip();
            boolean hint = open.stream().anyMatch(each -> each.element().equals("kbd"));
            if (!hint && speaks(text) && open.stream().noneMatch(Open::replaced)) {
                found.add("line " + line + ": " + text);
            }
        }

        private void begin(String name) {
            element = name;
            attributes.clear();
        }

        private void end(String name) {
            for (int i = open.size() - 1; i >= 0; i--) {
                if (open.get(i).element().equals(name)) {
                    open.subList(i, open.size()).clear();
                    return;
                }
            }
        }

        private void check(int line) {
            attributes.forEach((name, value) -> {
                if (SPOKEN.contains(name) && speaks(value)) {
                    found.add("line " + line + ": " + name + "=" + value);
                }
                if (name.startsWith("th:")
                        && Pattern.compile("'[^']*" + HAN).matcher(value).find()) {
                    found.add("line " + line + ": " + name + "=" + value);
                }
            });
        }

        /** Letters make words; numbers, arrows, dots and codes in capitals do not. */
        private static boolean speaks(String text) {
            return Pattern.compile("[\\p{L}&&[^A-Z]]")
                    .matcher(text.replaceAll("\\[\\[.*?]]|&\\w+;", ""))
                    .find();
        }
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group(1));
        }
        return places;
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        bundles().values().forEach(texts -> keys.addAll(texts.stringPropertyNames()));
        return keys;
    }

    private static Map<String, Properties> bundles() {
        Map<String, Properties> bundles = new TreeMap<>();
        for (Path file : files(RESOURCES, path -> path.getFileName().toString().matches("messages-.*\\.properties"))) {
            Properties texts = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                texts.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bundles.put(file.getFileName().toString().replace(".properties", ""), texts);
        }
        return bundles;
    }

    private static List<Path> templates() {
        return files(RESOURCES.resolve("templates"), path -> path.toString().endsWith(".html"));
    }

    private static List<Path> files(Path root, Predicate<Path> which) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(which).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutComments(String java) {
        return java.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)(^|\\s)//.*$", "");
    }
}
