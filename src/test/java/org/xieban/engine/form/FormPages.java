package org.xieban.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.xieban.web.Refusal;

/** A page with a form, and the server behind it. */
@Controller
class FormPages {

    private static final Map<String, Object> DATA = Map.of(
            "departments",
            List.of(Map.of("label", "生态环境局", "value", "sthj"), Map.of("label", "消防救援支队", "value", "xfjy")));

    private final Forms forms;
    private final ObjectMapper json;

    FormPages(Forms forms, ObjectMapper json) {
        this.forms = forms;
        this.json = json;
    }

    record Shown(JsonNode schema, Map<String, Object> data) {}

    record Sent(Map<String, Object> variables) {}

    @GetMapping("/forms-in-pages")
    String page() {
        return "forms/page";
    }

    @GetMapping("/forms-in-pages/done")
    String done() {
        return "conventions/form";
    }

    @GetMapping("/api/v1/forms-in-pages")
    @ResponseBody
    Shown source() throws IOException {
        return new Shown(json.readTree(form()), DATA);
    }

    @PostMapping("/api/v1/forms-in-pages")
    @ResponseBody
    Map<String, Object> submit(@RequestBody Sent sent) throws IOException {
        FormSubmission submission = forms.accept(forms.read(form(), "page.form"), sent.variables(), DATA);
        if ("stale".equals(submission.values().get("opinion"))) {
            throw Refusal.conflict("changed.meanwhile");
        }
        if ("taken".equals(submission.values().get("name"))) {
            throw Refusal.rule("form.invalid")
                    .at("people[1].name", "form.notAnOption")
                    .at("elsewhere", "form.unknownField");
        }
        return submission.values();
    }

    private static String form() throws IOException {
        try (InputStream in = FormPages.class.getResourceAsStream("/forms/page.form")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
