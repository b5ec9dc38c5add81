package org.xieban.demonstration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.demonstration.city.CityServices;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.Sources;
import org.xieban.web.NavigationEntry;
import org.xieban.web.NavigationEntry.Section;
import org.xieban.web.Refusal;

/** Lets a department of the demonstration city fail or answer slowly, to see how cases go on. */
@Controller
@Profile("demonstration")
@RequestMapping("/demonstration/city")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class CitySwitch {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json;
    private final Sources sources;

    CitySwitch(ObjectMapper json, Sources sources) {
        this.json = json;
        this.sources = sources;
    }

    /** A department's source and how it behaves; null where it does not answer at all. */
    record Line(Source source, CityServices.@Nullable Mode mode) {}

    @GetMapping
    String show(Model model) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (String code : CitySources.SOURCES.keySet()) {
            sources.find(code)
                    .filter(source -> source.kind() == Source.Kind.HTTP)
                    .ifPresent(source -> lines.put(code, new Line(source, mode(source))));
        }
        model.addAttribute("lines", lines.values());
        model.addAttribute("modes", CityServices.Mode.values());
        return "demonstration/city";
    }

    @PostMapping
    String behave(@RequestParam String source, @RequestParam CityServices.Mode mode, RedirectAttributes flash) {
        Source known = sources.find(source)
                .filter(each -> CitySources.SOURCES.containsKey(source) && each.kind() == Source.Kind.HTTP)
                .orElseThrow(() -> Refusal.notFound("dataSource.unknown", source));
        boolean done = ask(HttpRequest.newBuilder(at(known, "/switch/" + source + "/" + mode))
                        .POST(HttpRequest.BodyPublishers.noBody()))
                != null;
        flash.addFlashAttribute(done ? "message" : "problem", "demonstration.city." + (done ? "switched" : "away"));
        return "redirect:/demonstration/city";
    }

    private CityServices.@Nullable Mode mode(Source source) {
        JsonNode modes = ask(HttpRequest.newBuilder(at(source, "/modes")));
        return modes == null
                ? null
                : CityServices.Mode.valueOf(modes.path(source.code()).asText(CityServices.Mode.ANSWERING.name()));
    }

    private static URI at(Source source, String path) {
        return URI.create(source.setting("baseUrl")).resolve(path);
    }

    /** What the city's process answers; null where it is away. */
    private @Nullable JsonNode ask(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() >= 400 ? null : json.readTree(answer.body());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Profile("demonstration")
    static class Navigation {

        @Bean
        NavigationEntry cityEntry() {
            return new NavigationEntry(
                    Section.ADMINISTRATION,
                    91,
                    "navigation.demonstrationCity",
                    "/demonstration/city",
                    "building-community",
                    Set.of("ROLE_SYSTEM_ADMINISTRATOR"),
                    null);
        }
    }
}
