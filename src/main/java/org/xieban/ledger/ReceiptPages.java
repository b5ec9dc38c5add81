package org.xieban.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.xieban.casefile.CaseFiles;
import org.xieban.web.Attachment;
import org.xieban.web.QrCode;

/** The receipt of a case for the officer who hands it out: as a file, on paper with a QR code, and for other systems. */
@Controller
class ReceiptPages {

    private final LogReceipts receipts;
    private final CaseFiles cases;
    private final ObjectMapper json;
    private final Clock clock;

    ReceiptPages(LogReceipts receipts, CaseFiles cases, ObjectMapper json, Clock clock) {
        this.receipts = receipts;
        this.cases = cases;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/api/v1/cases/{caseNo}/receipt")
    @ResponseBody
    InclusionReceipt receipt(@PathVariable String caseNo) {
        return receipts.of(caseNo);
    }

    @GetMapping("/ledger/cases/{caseNo}/receipt.json")
    ResponseEntity<byte[]> file(@PathVariable String caseNo) throws JsonProcessingException {
        return Attachment.of(
                "receipt-" + caseNo + ".json",
                MediaType.APPLICATION_JSON,
                json.writerWithDefaultPrettyPrinter().writeValueAsString(receipts.of(caseNo)));
    }

    /** To be printed: what it is, where to check it, and its QR code where that can still be read from paper. */
    @GetMapping("/ledger/cases/{caseNo}/receipt")
    String paper(@PathVariable String caseNo, Model model) {
        InclusionReceipt receipt = receipts.of(caseNo);
        String page = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(PublicReceiptPages.PATH)
                .toUriString();
        String text = receipt.shortText();
        String address = page + "?r=" + text;
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("file", cases.find(caseNo).orElse(null));
        model.addAttribute("receipt", receipt);
        model.addAttribute("placed", receipt.placed().size());
        model.addAttribute("pending", receipt.pending());
        model.addAttribute("signed", text.isEmpty() ? null : receipt.signed().checkpoint());
        model.addAttribute("page", page);
        model.addAttribute("address", address);
        model.addAttribute("code", text.isEmpty() || address.length() > QrCode.LONGEST ? null : QrCode.of(address));
        model.addAttribute("now", clock.instant());
        return "ledger/receipt";
    }
}
