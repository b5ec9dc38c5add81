package org.xieban.emergency.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** What a commander is answered: the page again, or to its script just what came of it. */
@Component
class CommandAnswers {

    private final MessageSource messages;

    CommandAnswers(MessageSource messages) {
        this.messages = messages;
    }

    /** Does it and leads back to the page. */
    String redirect(String caseNo, RedirectAttributes flash, Runnable act) {
        try {
            act.run();
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.FORBIDDEN || refused.kind() == Refusal.Kind.NOT_FOUND) {
                throw refused;
            }
            Flash.refusedAtFirst(flash, refused);
        }
        flash.addAttribute("no", caseNo);
        return "redirect:/emergency/events/{no}/command";
    }

    /** Does it and says to the script, which stays where it is, what came of it. */
    ResponseEntity<Map<String, String>> atOnce(Locale locale, Supplier<Map<String, String>> act) {
        try {
            return ResponseEntity.ok(act.get());
        } catch (Refusal refused) {
            String code = refused.errors().isEmpty()
                    ? refused.code()
                    : refused.errors().get(0).code();
            List<Object> arguments = refused.errors().isEmpty()
                    ? refused.arguments()
                    : refused.errors().get(0).arguments();
            return ResponseEntity.status(refused.kind().status())
                    .body(Map.of("told", text("problem." + code, locale, arguments.toArray())));
        }
    }

    String text(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
