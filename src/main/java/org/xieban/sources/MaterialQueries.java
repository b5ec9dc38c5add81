package org.xieban.sources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.Materials;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.Material;
import org.xieban.sources.connect.Sources;

/**
 * Which resources are asked for a case, so that its materials need not be brought: what sharing gives is not collected from
 * citizens again (政务数据共享条例 19).
 */
@Component
public class MaterialQueries {

    private final CaseFiles cases;
    private final Catalogue catalogue;
    private final Materials materials;
    private final Resources resources;
    private final Grants grants;
    private final CaseClaims claims;
    private final Sources sources;

    MaterialQueries(
            CaseFiles cases,
            Catalogue catalogue,
            Materials materials,
            Resources resources,
            Grants grants,
            CaseClaims claims,
            Sources sources) {
        this.cases = cases;
        this.catalogue = catalogue;
        this.materials = materials;
        this.resources = resources;
        this.grants = grants;
        this.claims = claims;
        this.sources = sources;
    }

    /**
     * Codes of the resources that stand in for a material that was not handed in, that are granted and set up, and that
     * the case has the keys for.
     */
    @Transactional(readOnly = true)
    public List<String> plan(String caseNo) {
        Set<String> set = sources.available();
        if (set.isEmpty()) {
            return new ArrayList<>();
        }
        CaseFile file = cases.require(caseNo);
        Map<String, CaseMaterial> there = new LinkedHashMap<>();
        materials.ofCase(caseNo).forEach(material -> there.put(material.code(), material));
        Map<String, String> claimed = claims.of(caseNo);
        List<String> plan = new ArrayList<>();
        for (Material material : catalogue.item(file.itemVersion()).materials()) {
            CaseMaterial known = there.get(material.code());
            if (known == null || (known.versions().isEmpty() && known.coverage() == null)) {
                material.sources().stream()
                        .filter(source -> source.kind() == Material.Source.Kind.DATA_RESOURCE)
                        .map(source -> String.valueOf(source.code()))
                        .filter(code -> set.contains(code) && !plan.contains(code) && askable(code, file, claimed))
                        .findFirst()
                        .ifPresent(plan::add);
            }
        }
        return plan;
    }

    private boolean askable(String code, CaseFile file, Map<String, String> claimed) {
        DataResource resource = resources.find(code).orElse(null);
        if (resource == null) {
            return false;
        }
        Map<String, String> keys = new LinkedHashMap<>();
        for (DataResource.Field field : resource.keys()) {
            String value = field.caseFact() == null ? null : claimed.get(field.caseFact());
            if (value != null) {
                keys.put(field.name(), value);
            }
        }
        GrantCheck.Question question =
                new GrantCheck.Question(file.leadDepartment(), file.itemCode(), Purpose.MATERIALS, Set.of());
        return FieldCheck.check(resource.keys(), keys).wrong().isEmpty()
                && grants.check(resource, question) instanceof GrantCheck.Allowed;
    }
}
