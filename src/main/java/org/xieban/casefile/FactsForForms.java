package org.xieban.casefile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.engine.FormFacts;
import org.xieban.trace.OfficialTime;

/** What forms of tasks may show of a case: what was entered for it, who applies, masked, and when it was decided. */
@Component
@Transactional(readOnly = true)
class FactsForForms implements FormFacts {

    private final CaseRepository cases;
    private final CaseFacts facts;

    FactsForForms(CaseRepository cases, CaseFacts facts) {
        this.cases = cases;
        this.facts = facts;
    }

    @Override
    public Map<String, @Nullable Object> of(String caseNo) {
        return cases.find(caseNo).map(this::of).orElse(Map.of());
    }

    private Map<String, @Nullable Object> of(CaseFile file) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>(facts.of(file.number()));
        Party applicant = file.applicant();
        known.put(
                "applicant",
                Map.of(
                        "kind", applicant.kind().name(),
                        "name", applicant.name(),
                        "idNumber", applicant.idNumber(),
                        "phone", applicant.phone()));
        known.put("caseNo", file.number());
        known.put("itemName", file.itemName());
        if (file.decision() != null) {
            known.put(
                    "decidedOn", OfficialTime.dayOf(file.decision().decidedAt()).toString());
        }
        return known;
    }
}
