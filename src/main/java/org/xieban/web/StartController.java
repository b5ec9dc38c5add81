package org.xieban.web;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what there is to do for those whose work it is. */
@Controller
class StartController {

    /** A card with its count, null where that cannot be said. */
    record Card(StartCard card, @Nullable Long count) {}

    private final ObjectProvider<StartCard> cards;

    StartController(ObjectProvider<StartCard> cards) {
        this.cards = cards;
    }

    @GetMapping("/")
    String root() {
        return "redirect:/start";
    }

    @GetMapping("/start")
    String start(Authentication viewer, Model model) {
        List<Card> mine = cards.stream()
                .filter(card -> Frame.mayUse(viewer, card.authorities()))
                .sorted(Comparator.comparingInt(StartCard::order).thenComparing(StartCard::href))
                .map(card -> new Card(card, Frame.countOrNull(card.count(), viewer, card.href())))
                .toList();
        model.addAttribute("cards", mine);
        return "web/start";
    }
}
