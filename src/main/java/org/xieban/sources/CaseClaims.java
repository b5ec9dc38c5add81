package org.xieban.sources;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;

/** What an applicant has claimed, in clear: what sources are asked by, and what their answers are compared with. */
@Component
class CaseClaims {

    private final CaseFiles cases;
    private final CaseFacts facts;

    CaseClaims(CaseFiles cases, CaseFacts facts) {
        this.cases = cases;
        this.facts = facts;
    }

    /** By the paths that the catalogue names: {@code applicant.name}, {@code form.address}. */
    Map<String, String> of(String caseNo) {
        Map<String, String> claims = new LinkedHashMap<>();
        Applicant applicant = cases.applicant(caseNo);
        claims.put("applicant.name", applicant.name());
        claims.put("applicant.idNumber", applicant.idNumber());
        claims.put("applicant.phone", applicant.phone());
        Map<String, @Nullable Object> form =
                facts.ofStep(caseNo, CaseFiles.APPLICATION).orElse(Map.of());
        form.forEach((key, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                claims.put("form." + key, String.valueOf(value));
            }
        });
        return claims;
    }
}
