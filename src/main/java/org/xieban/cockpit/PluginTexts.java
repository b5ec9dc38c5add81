package org.xieban.cockpit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;

/**
 * The texts of the plugin in each language that Cockpit is offered in: its own bundle, and the words that other modules
 * own and it says as well.
 */
final class PluginTexts {

    /** Named as Cockpit names its own. */
    static final List<String> FILES = List.of("app/texts/zh-CN.json", "app/texts/en.json");

    /** Bundle → what of it the plugin says. */
    private static final Map<String, List<String>> SAID = Map.of(
            "messages-cockpit", List.of("cockpit."),
            "messages-casefile", List.of("casefile.lamp.", "casefile.state."),
            "messages-calendar", List.of("calendar.unit."),
            "messages-supervision", List.of("supervision."),
            "messages-timelimit", List.of("timelimit.kind.", "timelimit.state.", "timelimit.pause."),
            "messages-worklist", List.of("worklist.diagram.", "worklist.unit."));

    private static final ObjectMapper JSON = new ObjectMapper();

    private PluginTexts() {}

    /** The texts as the browser loads them. */
    static byte[] of(String file) {
        Locale language = file.endsWith("/en.json") ? Locale.ENGLISH : Locale.ROOT;
        Map<String, String> texts = new TreeMap<>();
        SAID.forEach((name, prefixes) -> {
            // Chinese is the file without a suffix; the machine's own language must not come between
            ResourceBundle bundle =
                    ResourceBundle.getBundle(name, language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
            for (String key : bundle.keySet()) {
                if (prefixes.stream().anyMatch(key::startsWith)) {
                    texts.put(key, bundle.getString(key));
                }
            }
        });
        try {
            return JSON.writeValueAsBytes(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
