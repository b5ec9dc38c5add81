package org.xieban.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.xieban.ledger.LogStore.Published;
import org.xieban.web.QrCode;

/**
 * Where anybody checks a receipt against the public log, without sign-in. It says what fits and what does not, and
 * nothing of the case: a receipt tells of nobody, and neither does this page.
 */
@Controller
@RequestMapping(PublicReceiptPages.PATH)
class PublicReceiptPages {

    static final String PATH = "/public/receipt";

    /** A receipt of the most acts, each with a proof of forty hashes, is smaller. */
    private static final int LARGEST = 12 * 1024 * 1024;

    private final ReceiptCheck check;
    private final LogStore store;

    PublicReceiptPages(ReceiptCheck check, LogStore store) {
        this.check = check;
        this.store = store;
    }

    /** @param r what a QR code carries */
    @GetMapping
    String page(@RequestParam(required = false) @Nullable String r, Model model) {
        return page(r == null ? "" : r, null, model);
    }

    /** Checks a file, or a text where no file was chosen. */
    @PostMapping
    String check(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String text,
            Model model)
            throws IOException {
        if (file == null || file.isEmpty()) {
            return page(text, text.isBlank() ? "ledger.public.nothing" : null, model);
        }
        return file.getSize() > LARGEST
                ? page("", "ledger.public.unreadable", model)
                : page(new String(file.getBytes(), StandardCharsets.UTF_8), null, model);
    }

    private String page(String text, @Nullable String problem, Model model) {
        String wrong = problem;
        if (wrong == null && !text.isBlank()) {
            try {
                model.addAttribute("outcome", check.check(InclusionReceipt.parse(text)));
            } catch (IllegalArgumentException notOne) {
                wrong = "ledger.public.unreadable";
            }
        }
        model.addAttribute("wrong", wrong);
        // a file is not to come back as a page of text
        model.addAttribute("text", text.length() <= QrCode.LONGEST ? text : "");
        model.addAttribute("latest", store.latest().map(Published::checkpoint).orElse(null));
        return "ledger/public-receipt";
    }
}
