package org.xieban.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Cockpit, Tasklist, Admin and Welcome speak Chinese: whatever they say in English has its Chinese. */
class WebAppsLocaleTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Names to fill in, and the tags that the page reads. */
    private static final Pattern PLACE = Pattern.compile("\\{\\{.*?}}|\\{}|%[sd]|</?(?:a|b|br|code|p|strong)\\b[^>]*>");

    /** What is the same in every language: the maker's name, signs, and the patterns and numbers of the calendar. */
    private static final Set<String> SAME_IN_EVERY_LANGUAGE =
            Set.of("", "Camunda", "<", "<=", ">", ">=", "L", "HH:mm", "1", "4");

    private static List<Resource> englishFiles() throws IOException {
        return List.of(new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/resources/webjars/camunda/app/*/locales/en.json"));
    }

    @Test
    void eachOfTheFourAppsHasItsEnglishFile() throws IOException {
        assertThat(englishFiles()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("englishFiles")
    void everyTextIsThereInChineseAndNoneBesides(Resource file) throws IOException {
        assertThat(chinese(file).keySet())
                .containsExactlyElementsOf(english(file).keySet());
    }

    @ParameterizedTest
    @MethodSource("englishFiles")
    void whatIsFilledInAndWhatIsLinkedIsTheSame(Resource file) throws IOException {
        Map<String, String> chinese = chinese(file);
        english(file).forEach((key, text) -> assertThat(places(chinese.getOrDefault(key, "")))
                .as(key)
                .containsExactlyInAnyOrderElementsOf(places(text)));
    }

    @ParameterizedTest
    @MethodSource("englishFiles")
    void hardlyAnyTextHasStayedEnglish(Resource file) throws IOException {
        Map<String, String> chinese = chinese(file);
        List<String> untranslated = new ArrayList<>();
        english(file).forEach((key, text) -> {
            if (text.equals(chinese.get(key)) && !SAME_IN_EVERY_LANGUAGE.contains(text)) {
                untranslated.add(key);
            }
        });
        assertThat(untranslated).hasSizeLessThanOrEqualTo(chinese.size() * 2 / 100);
    }

    private static List<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).toList();
    }

    private static Map<String, String> english(Resource file) throws IOException {
        return texts(file);
    }

    private static Map<String, String> chinese(Resource file) throws IOException {
        String app = file.getURL().toString().replaceAll(".*/app/(\\w+)/locales/en\\.json", "$1");
        return texts(new PathMatchingResourcePatternResolver()
                .getResource("classpath:META-INF/resources/webjars/camunda/app/" + app + "/locales/zh-CN.json"));
    }

    private static Map<String, String> texts(Resource file) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        // Camunda's own files begin with a byte order mark
        collect(JSON.readTree(file.getContentAsString(StandardCharsets.UTF_8).replace("\uFEFF", "")), "", texts);
        return texts;
    }

    private static void collect(JsonNode node, String path, Map<String, String> texts) {
        if (node.isValueNode()) {
            texts.put(path, node.asText());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, texts);
            }
        } else {
            node.properties().forEach(field -> collect(field.getValue(), path + "/" + field.getKey(), texts));
        }
    }
}
