package org.xieban.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * The text of a kind of document, as an administrator writes it: HTML with places to fill. {@code {{name}}} is replaced
 * by what the field says, {@code {{list name}}} by a list of its lines; what stands between {@code {{if name}}} or
 * {@code {{unless name}}} and {@code {{end}}} is left out unless the field says something, or nothing. It can name
 * fields only, and reach nothing else.
 */
final class DocumentText {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*(?:(if|unless|list)\\s+)?([A-Za-z]+)\\s*}}");

    /** Why a text cannot be used: a message {@code problem.document.text.<code>} with what it is about. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;
        private final String code;
        private final String about;

        Unusable(String code, String about) {
            super(code + ": " + about);
            this.code = code;
            this.about = about;
        }

        String code() {
            return code;
        }

        String about() {
            return about;
        }
    }

    private sealed interface Part {}

    private record Html(String html) implements Part {}

    private record Field(String name) implements Part {}

    private record Lines(String name) implements Part {}

    private record Condition(String name, boolean wanted, List<Part> parts) implements Part {}

    private final List<Part> parts;

    private DocumentText(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Reads a text.
     *
     * @param known names of the fields that it may use
     * @throws Unusable if it names another, a part is not closed, or it is not the HTML that documents may have
     */
    static DocumentText of(String text, Set<String> known) throws Unusable {
        List<List<Part>> open = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        open.add(new ArrayList<>());
        Matcher places = PLACE.matcher(text);
        int from = 0;
        while (places.find()) {
            last(open).add(html(text.substring(from, places.start())));
            from = places.end();
            String what = places.group(1);
            String name = places.group(2);
            if (what == null && name.equals("end")) {
                if (conditions.isEmpty()) {
                    throw new Unusable("end", "{{end}}");
                }
                open.remove(open.size() - 1);
                last(open).add(conditions.remove(conditions.size() - 1));
            } else if (!known.contains(name)) {
                throw new Unusable("field", name + ": " + String.join(", ", new TreeSet<>(known)));
            } else if (what == null) {
                last(open).add(new Field(name));
            } else if (what.equals("list")) {
                last(open).add(new Lines(name));
            } else {
                List<Part> within = new ArrayList<>();
                open.add(within);
                conditions.add(new Condition(name, what.equals("if"), within));
            }
        }
        last(open).add(html(text.substring(from)));
        if (!conditions.isEmpty()) {
            throw new Unusable("notEnded", conditions.get(conditions.size() - 1).name());
        }
        DocumentText read = new DocumentText(open.get(0));
        for (boolean everything : new boolean[] {true, false}) {
            StringBuilder html = new StringBuilder();
            read.trial(read.parts, everything, html);
            DocumentHtml.check(html.toString());
        }
        return read;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static Html html(String html) throws Unusable {
        int place = html.indexOf("{{");
        if (place >= 0) {
            throw new Unusable("place", html.substring(place, Math.min(html.length(), place + 30)));
        }
        return new Html(html);
    }

    /** The document that it makes, where a field that is missing says nothing. */
    String fill(Map<String, String> fields) {
        StringBuilder html = new StringBuilder();
        fill(parts, fields, html);
        return html.toString();
    }

    private static void fill(List<Part> parts, Map<String, String> fields, StringBuilder html) {
        for (Part part : parts) {
            if (part instanceof Html plain) {
                html.append(plain.html());
            } else if (part instanceof Field field) {
                html.append(String.join("<br/>", lines(fields, field.name())));
            } else if (part instanceof Lines lines) {
                List<String> said = lines(fields, lines.name());
                if (!said.isEmpty()) {
                    html.append("<ol>");
                    said.forEach(line -> html.append("<li>").append(line).append("</li>"));
                    html.append("</ol>");
                }
            } else if (part instanceof Condition condition
                    && lines(fields, condition.name()).isEmpty() != condition.wanted()) {
                fill(condition.parts(), fields, html);
            }
        }
    }

    private static List<String> lines(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(DocumentText::escaped)
                .toList();
    }

    /** As XML has it, which knows no named entities but five, and no control characters. */
    private static String escaped(String line) {
        return HtmlUtils.htmlEscapeDecimal(line.replaceAll("\\p{Cntrl}", " "), "UTF-8");
    }

    private void trial(List<Part> some, boolean everything, StringBuilder html) {
        for (Part part : some) {
            if (part instanceof Html plain) {
                html.append(plain.html());
            } else if (part instanceof Lines) {
                html.append("<ol><li>0</li></ol>");
            } else if (part instanceof Field) {
                html.append('0');
            } else if (part instanceof Condition condition && condition.wanted() == everything) {
                trial(condition.parts(), everything, html);
            }
        }
    }
}
