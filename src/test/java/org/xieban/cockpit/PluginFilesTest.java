package org.xieban.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plugin of Cockpit is made of: every text in both languages and none besides, every file there, nothing unsafe. */
class PluginFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/plugin-webapp/xieban");

    /** A key that is named, up to where it is finished at run time. */
    private static final Pattern KEY =
            Pattern.compile("['`]((?:cockpit|supervision|casefile|calendar|timelimit|worklist)\\.[\\w.]*)");

    private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|(?m:(?:^|\\s)//.*$)");
    private static final Pattern LITERAL = Pattern.compile("'((?:[^'\\\\\\n]|\\\\.)*)'|`((?:[^`\\\\]|\\\\.)*)`");
    private static final Pattern IMPORT = Pattern.compile("(?m)(?:from|^import) '(\\./[\\w.]+)'|import\\(`\\./\\$");

    /** What only a reader would read: a capital or a space among small letters, or a Chinese character. */
    private static final Pattern WORDS = Pattern.compile("\\p{IsHan}|^\\p{Lu}\\p{Ll}+$|\\p{L}+ \\p{L}+");

    /** Classes of elements are no words, nor are addresses, and names in the browser. */
    private static final Pattern NO_WORDS =
            Pattern.compile("class(?:Name)?: (?:'[^']*'|`[^`]*`)|Accept(?:-Language)?: '[^']*'"
                    + "|new Error\\([^)]*\\)|tagName === '\\w+'|timeZone: '[^']*'");

    private static Map<String, String> modules() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("app"))) {
            Map<String, String> modules = new TreeMap<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                modules.put(
                        file.getFileName().toString(),
                        COMMENT.matcher(Files.readString(file)).replaceAll(" "));
            }
            return modules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyModuleIsServedAndEveryoneThatIsNamedIsThere() {
        Set<String> there = modules().keySet();
        assertThat(Stream.concat(SupervisionPluginFiles.MODULES.stream(), Stream.of("app/plugin.js")))
                .containsExactlyInAnyOrderElementsOf(
                        there.stream().map(name -> "app/" + name).toList());
        modules().forEach((name, code) -> {
            List<String> imported = IMPORT.matcher(code)
                    .results()
                    .map(found -> found.group(1))
                    .filter(found -> found != null)
                    .map(found -> found.substring(2))
                    .toList();
            assertThat(there).as("what %s imports", name).containsAll(imported);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"app/texts/zh-CN.json", "app/texts/en.json"})
    void noTextThatIsNamedIsMissing(String file) throws IOException {
        Set<String> texts = texts(file).keySet();
        assertThat(named()).isNotEmpty().allSatisfy(key -> assertThat(texts)
                .as(key)
                .anyMatch(each -> key.endsWith(".") ? each.startsWith(key) : each.equals(key)));
        assertThat(texts(file).values()).noneMatch(String::isBlank);
    }

    @Test
    void noTextOfItsOwnIsNamedByNobody() throws IOException {
        Set<String> named = named();
        assertThat(texts("app/texts/zh-CN.json").keySet().stream().filter(key -> key.startsWith("cockpit.")))
                .isNotEmpty()
                .allMatch(key -> named.contains(key)
                        || named.stream().anyMatch(each -> each.endsWith(".") && key.startsWith(each)));
    }

    @Test
    void eachLanguageHasItsOwnWords() throws IOException {
        assertThat(texts("app/texts/zh-CN.json").get("cockpit.again")).isEqualTo("重试");
        assertThat(texts("app/texts/en.json").get("cockpit.again")).isEqualTo("Try again");
        assertThat(texts("app/texts/en.json").keySet())
                .isEqualTo(texts("app/texts/zh-CN.json").keySet());
    }

    @Test
    void noModuleSpeaksByItself() {
        List<String> spoken = new ArrayList<>();
        modules().forEach((name, code) -> LITERAL.matcher(NO_WORDS.matcher(code).replaceAll(""))
                .results()
                .map(PluginFilesTest::literal)
                .filter(text -> WORDS.matcher(text).find())
                .forEach(text -> spoken.add(name + ": " + text)));
        assertThat(spoken).isEmpty();
    }

    /** Names and notes may have script in them; and Cockpit's sandbox has no dialogs of the browser's. */
    @Test
    void whateverIsShownIsPutInAsText() {
        modules().forEach((name, code) -> assertThat(code)
                .as(name)
                .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function"
                        + "|\\b(?:confirm|alert|prompt|print)\\("));
    }

    private static String literal(MatchResult found) {
        String text = found.group(1) == null ? found.group(2).replaceAll("\\$\\{[^}]*}", "") : found.group(1);
        return text.strip();
    }

    private static Set<String> named() {
        Set<String> keys = new TreeSet<>();
        for (String code : modules().values()) {
            Matcher key = KEY.matcher(code.replaceAll("pluginPoint: '[^']*'", ""));
            while (key.find()) {
                keys.add(key.group(1));
            }
        }
        return keys;
    }

    private static Map<String, String> texts(String file) throws IOException {
        return new ObjectMapper().readValue(PluginTexts.of(file), new TypeReference<>() {});
    }
}
