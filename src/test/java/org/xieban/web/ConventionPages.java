package org.xieban.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Pages that do nothing but what the frame and the error pages are about. */
@Controller
@RequestMapping("/conventions")
class ConventionPages {

    @GetMapping("/form")
    String form() {
        return "conventions/form";
    }

    @PostMapping("/form")
    String refuse() {
        throw Refusal.rule("value.missing");
    }

    @GetMapping("/fail")
    String fail() {
        throw new IllegalStateException("secret of the house");
    }

    @GetMapping("/denied")
    @PreAuthorize("hasRole('NOBODY')")
    public String denied() {
        return "conventions/form";
    }
}
