package org.xieban.demonstration;

import java.util.List;
import java.util.Set;
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
import org.xieban.web.NavigationEntry;
import org.xieban.web.NavigationEntry.Section;
import org.xieban.web.Refusal;

@Controller
@Profile("demonstration")
@RequestMapping("/demonstration/clock")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class ClockPage {

    private static final List<String> STEPS = List.of("PT1H", "PT8H", "P1D", "P3D", "P7D", "P1M");

    private final TimeTravel time;

    ClockPage(TimeTravel time) {
        this.time = time;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("time", time.now());
        model.addAttribute("steps", STEPS);
        return "demonstration/clock";
    }

    @PostMapping
    String advance(@RequestParam(defaultValue = "") String advance, Model model, RedirectAttributes flash) {
        try {
            time.advance(advance);
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            model.addAttribute("advance", advance);
            return show(model);
        }
        flash.addFlashAttribute("message", "demonstration.clock.advanced");
        return "redirect:/demonstration/clock";
    }

    @Configuration(proxyBeanMethods = false)
    @Profile("demonstration")
    static class Navigation {

        @Bean
        NavigationEntry clockEntry() {
            return new NavigationEntry(
                    Section.ADMINISTRATION,
                    90,
                    "navigation.demonstrationClock",
                    "/demonstration/clock",
                    "clock-play",
                    Set.of("ROLE_SYSTEM_ADMINISTRATOR"),
                    null);
        }
    }
}
