package org.xieban.sources;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.xieban.directory.NamesDepartments;

/** How well departments share, beside each other. */
@Controller
@NamesDepartments
class ScorePage {

    private final Scores scores;

    ScorePage(Scores scores) {
        this.scores = scores;
    }

    @GetMapping("/sources/score")
    String show(Model model) {
        model.addAttribute("scores", scores.all());
        return "sources/score";
    }
}
