package org.xieban.notice;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Bell;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** One's own notices. */
@Controller
@RequestMapping("/notices")
class NoticePages implements Bell {

    /** A notice as the page shows it. */
    record Line(long id, String text, ZonedDateTime sentAt, boolean unread) {}

    /** What the bell shows. */
    record Unread(long count, String label) {}

    private static final String LIST = "notices";

    private static final int LAST_HOUR = 23;

    private final OfficerNotices store;
    private final DigestStore digests;
    private final ObjectProvider<JavaMailSender> server;
    private final MessageSource messages;

    NoticePages(
            OfficerNotices store, DigestStore digests, ObjectProvider<JavaMailSender> server, MessageSource messages) {
        this.store = store;
        this.digests = digests;
        this.server = server;
        this.messages = messages;
    }

    @Override
    public long unread(Authentication viewer) {
        return store.unread(viewer.getName());
    }

    @Override
    public String href() {
        return "/notices";
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Nullable String after,
            Authentication viewer,
            Locale locale,
            Model model) {
        String officer = viewer.getName();
        PageRequest page = PageRequest.of(LIST, after, null);
        Cursor cursor = page.after();
        List<Notice> rows = store.list(officer, unread, cursor == null ? null : cursor.number(0), page.limit());
        Listing<Notice> notices =
                page.listing(rows, store.count(officer, unread), notice -> new Object[] {notice.id()});
        model.addAttribute(
                "notices",
                notices.items().stream().map(notice -> line(notice, locale)).toList());
        model.addAttribute("next", notices.next());
        model.addAttribute("first", after == null);
        model.addAttribute("unreadOnly", unread);
        model.addAttribute("total", store.count(officer, false));
        model.addAttribute("unreadTotal", store.unread(officer));
        model.addAttribute("hour", digests.hour(officer));
        model.addAttribute("mails", server.getIfAvailable() != null);
        return "notice/list";
    }

    /** For the bell of a page that stays open. */
    @GetMapping(path = "/unread", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Unread unread(Authentication viewer, Locale locale) {
        long count = unread(viewer);
        return new Unread(count, messages.getMessage("web.notices", new Object[] {count}, locale));
    }

    /** Opens what a notice tells of; it is read with that. */
    @GetMapping("/{id}")
    String open(@PathVariable long id, Authentication viewer) {
        Notice notice = store.find(viewer.getName(), id).orElseThrow(() -> Refusal.notFound("notice.unknown"));
        store.markRead(viewer.getName(), id, id);
        return "redirect:" + notice.href();
    }

    @PostMapping("/{id}/read")
    String markRead(
            @PathVariable long id, @RequestParam(defaultValue = "false") boolean unread, Authentication viewer) {
        if (store.find(viewer.getName(), id).isEmpty()) {
            throw Refusal.notFound("notice.unknown");
        }
        store.markRead(viewer.getName(), id, id);
        return back(unread);
    }

    /** @param upTo the latest notice that the page showed; what came since has been read by nobody */
    @PostMapping("/read")
    String markAllRead(
            @RequestParam long upTo,
            @RequestParam(defaultValue = "false") boolean unread,
            Authentication viewer,
            RedirectAttributes flash) {
        int marked = store.markRead(viewer.getName(), 0, upTo);
        flash.addFlashAttribute("message", "notice.allRead");
        flash.addFlashAttribute("messageArgs", List.of(marked));
        return back(unread);
    }

    /** Chooses when one's digest is mailed. */
    @PostMapping("/digest")
    String choose(@RequestParam int hour, Authentication viewer, RedirectAttributes flash) {
        if (hour < 0 || hour > LAST_HOUR) {
            throw Refusal.rule("notice.hour").at("hour", "notice.hour");
        }
        digests.choose(viewer.getName(), hour);
        flash.addFlashAttribute("message", "notice.digest.chosen");
        flash.addFlashAttribute("messageArgs", List.of(hour));
        return "redirect:/notices";
    }

    private Line line(Notice notice, Locale locale) {
        return new Line(
                notice.id(),
                // a text that a later version no longer has must not take the whole list away
                String.valueOf(
                        messages.getMessage(notice.textKey(), notice.arguments().toArray(), notice.textKey(), locale)),
                notice.sentAt().atZone(OfficialTime.ZONE),
                notice.unread());
    }

    private static String back(boolean unreadOnly) {
        return unreadOnly ? "redirect:/notices?unread=true" : "redirect:/notices";
    }
}
