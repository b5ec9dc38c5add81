package org.xieban.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.erdtman.jcs.JsonCanonicalizer;

/** What we write is what the reference implementation of RFC 8785 makes of the same. */
class CanonicalJsonProperties {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 500)
    void itIsWhatTheReferenceImplementationWrites(@ForAll("values") Object value) throws Exception {
        // it takes nothing but lists and objects
        List<Object> listed = List.of(value);
        assertThat(CanonicalJson.of(listed))
                .isEqualTo(new JsonCanonicalizer(JSON.writeValueAsString(listed)).getEncodedString());
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withCharRange('\0', '\u007f')
                .withCharRange('\u4e00', '\u9fff')
                .withChars('\u2028', '\u00e9', '\uffff')
                .ofMaxLength(8)
                .map(text -> text.length() == 8 ? text + "\ud83d\ude00" : text);
        Arbitrary<Object> plain = Arbitraries.oneOf(
                texts.asGeneric(),
                Arbitraries.longs().between(-(1L << 53) + 1, (1L << 53) - 1).asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        return Arbitraries.lazyOf(
                () -> plain,
                () -> Arbitraries.maps(texts, plain)
                        .ofMaxSize(5)
                        .map(LinkedHashMap::new)
                        .asGeneric(),
                () -> values().list().ofMaxSize(3).map(ArrayList::new).asGeneric());
    }

    /** RFC 8785 §3.2.3 and §3.2.2.2. */
    @Example
    void itIsWhatTheStandardShows() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            members.put(name, name.codePointAt(0));
        }
        assertThat(CanonicalJson.of(members))
                .isEqualTo("{\"\\r\":13,\"1\":49,\"\u0080\":128,\"\u00f6\":246,\"\u20ac\":8364,\"\ud83d\ude00\":128512,"
                        + "\"\ufb33\":64307}");
        assertThat(CanonicalJson.of(Arrays.asList(56, null, true, "\u20ac$\u000f\nA'B\"\\\\\"/")))
                .isEqualTo("[56,null,true,\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"]");
    }
}
