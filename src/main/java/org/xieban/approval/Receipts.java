package org.xieban.approval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.MaterialHandedIn;
import org.xieban.casefile.Materials;
import org.xieban.catalogue.Material;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/**
 * The receipt of an application (收件凭证, 行政许可法 32). It is there with the registration, under a number that stays;
 * whatever is handed in until the decision is in its next edition, in what form, how many and when.
 */
@Component
@Transactional
class Receipts {

    private final CaseFiles cases;
    private final Materials materials;
    private final SupplementNotices notices;
    private final Terms terms;
    private final Documents documents;
    private final OfficeTexts texts;

    Receipts(
            CaseFiles cases,
            Materials materials,
            SupplementNotices notices,
            Terms terms,
            Documents documents,
            OfficeTexts texts) {
        this.cases = cases;
        this.materials = materials;
        this.notices = notices;
        this.terms = terms;
        this.documents = documents;
        this.texts = texts;
    }

    /** Issues it, or anew where there is more to say. */
    void issue(String caseNo) {
        Map<String, Material> asked = terms.item(cases.require(caseNo)).materials().stream()
                .collect(Collectors.toMap(Material::code, Function.identity()));
        List<String> received = new ArrayList<>();
        List<String> toFollow = new ArrayList<>();
        for (CaseMaterial material : materials.ofCase(caseNo)) {
            CaseMaterial.Version latest = material.latest();
            String what = what(Objects.requireNonNull(asked.get(material.code())));
            if (latest != null) {
                received.add(texts.office(
                        "approval.receipt.received",
                        what,
                        OfficialTime.dayOf(latest.uploadedAt()).toString()));
            } else if (material.missing()) {
                toFollow.add(what);
            }
        }
        Map<String, String> fields = new HashMap<>();
        fields.put("materials", String.join("\n", received));
        fields.put("toFollow", String.join("\n", toFollow));
        notices.lastAnswered(caseNo)
                .ifPresent(at ->
                        fields.put("supplementedAt", OfficialTime.dayOf(at).toString()));
        documents.reissueAtEnd(caseNo, DocumentKind.RECEIPT, fields);
    }

    private String what(Material material) {
        return texts.office(
                "approval.receipt.material",
                material.name(),
                texts.office("approval.receipt.form." + material.form()),
                Integer.toString(material.number()));
    }

    @EventListener
    void on(MaterialHandedIn handedIn) {
        CaseFile file = cases.require(handedIn.caseNo());
        if (file.processKey().equals(ApprovalModel.PROCESS) && file.state() != CaseState.DECIDED) {
            issue(file.number());
        }
    }
}
