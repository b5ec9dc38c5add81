package org.xieban.inspection;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.xieban.directory.NamesDepartments;
import org.xieban.inspection.register.Trades;
import org.xieban.ledger.checkpoints.ActProof;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/**
 * Draws for everybody, without sign-in: as they happen, what came out, and all by which they can be repeated. Nobody is
 * named: objects and inspectors bear pseudonyms.
 */
@Controller
@NamesDepartments
class DrawPages {

    private final Draws draws;
    private final Trades trades;

    DrawPages(Draws draws, Trades trades) {
        this.draws = draws;
        this.trades = trades;
    }

    /** The published record, which {@code verify-draw} reads ({@code docs/draw.md}). */
    @GetMapping("/api/v1/draws/{id}")
    void record(@PathVariable String id, HttpServletResponse response) throws IOException {
        try (InputStream record = draws.record(id)) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            record.transferTo(response.getOutputStream());
        }
    }

    @GetMapping("/public/draws")
    String list(@RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("listing", draws.list(PageRequest.of(Draws.LIST, after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        return "inspection/draws";
    }

    @GetMapping("/public/draws/{id}")
    String one(@PathVariable String id, @RequestParam(required = false) @Nullable String after, Model model) {
        PlanDraw draw = draws.require(id);
        course(draw, model);
        model.addAttribute("listing", draws.visits(draw, PageRequest.of(Draws.VISITS + "/" + id, after, null)));
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("trades", trades.names());
        return "inspection/draw";
    }

    /** How far it is, asked for again and again while it goes on. */
    @GetMapping("/public/draws/{id}/course")
    String course(@PathVariable String id, HttpServletResponse response, Model model) {
        PlanDraw draw = draws.require(id);
        if (!draw.state().isOpen()) {
            // the result is on the page
            response.setHeader("HX-Refresh", "true");
        }
        course(draw, model);
        return "inspection/draw :: course";
    }

    private void course(PlanDraw draw, Model model) {
        model.addAttribute("draw", draw);
        model.addAttribute("open", draw.state().isOpen());
        model.addAttribute("proof", draws.announcement(draw).orElse(null));
    }

    /** The announcement as an act of the record, and what proves that it stood in the public log before. */
    @GetMapping("/public/draws/{id}/announcement.json")
    @ResponseBody
    ActProof announcement(@PathVariable String id) {
        return draws.announcement(draws.require(id)).orElseThrow(() -> Refusal.notFound("draw.notAnnounced"));
    }
}
