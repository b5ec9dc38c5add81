package org.xieban.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.NamesDepartments;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;

/** How well departments share, beside each other. */
@Controller
@NamesDepartments
class ScorePage {

    private final Scores scores;
    private final Departments departments;
    private final MessageSource messages;

    ScorePage(Scores scores, Departments departments, MessageSource messages) {
        this.scores = scores;
        this.departments = departments;
        this.messages = messages;
    }

    @GetMapping("/sources/score")
    String show(Model model) {
        model.addAttribute("scores", scores.all());
        return "sources/score";
    }

    /** The same as a table: each part in per cent, and of how many. */
    @GetMapping("/sources/score.csv")
    ResponseEntity<byte[]> table(Locale locale) {
        DepartmentNames names = DepartmentNames.of(departments);
        List<String> parts = List.of("openness", "freshness", "answers", "requests", "punctual", "corrections");
        Csv csv = new Csv()
                .line(Stream.concat(
                                Stream.of("sources.field.provider", "sharing.score.total", "sharing.score.millis"),
                                parts.stream().map(part -> "sharing.score." + part))
                        .map(key -> messages.getMessage(key, null, locale))
                        .toList());
        for (Scores.Score score : scores.all()) {
            List<@Nullable String> line = new ArrayList<>();
            line.add(names.of(score.department()));
            line.add(text(score.total()));
            line.add(text(score.millis()));
            for (Scores.Part part : score.parts()) {
                line.add(part.of() == 0 ? null : part.percent() + "% (" + part.good() + "/" + part.of() + ")");
            }
            csv.line(line);
        }
        return Attachment.of("sharing-score.csv", Attachment.CSV, csv.toString());
    }

    private static @Nullable String text(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }
}
