package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in page. */
@Controller
class SignInController {

    /** What may stand in the query, and whether it is bad news. */
    private static final Map<String, Boolean> REASONS =
            Map.of("refused", true, "expired", true, "ended", true, "signedOut", false);

    @GetMapping("/sign-in")
    String show(HttpServletRequest request, Model model) {
        Stream.of("refused", "expired", "ended", "signedOut")
                .filter(reason -> request.getParameterMap().containsKey(reason))
                .findFirst()
                .ifPresent(reason -> {
                    model.addAttribute("reason", reason);
                    model.addAttribute("bad", REASONS.get(reason));
                });
        return "directory/sign-in";
    }
}
