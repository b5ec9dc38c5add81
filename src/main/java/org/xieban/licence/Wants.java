package org.xieban.licence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.Materials;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.Material;

/** The materials that a case still wants, and what would do for each. */
@Component
@Transactional(readOnly = true)
class Wants {

    private final CaseFiles cases;
    private final Catalogue catalogue;
    private final Materials materials;

    Wants(CaseFiles cases, Catalogue catalogue, Materials materials) {
        this.cases = cases;
        this.catalogue = catalogue;
        this.materials = materials;
    }

    /**
     * A material that was not handed in and that nothing stands in for.
     *
     * @param material its code
     * @param licences types of licences that would do
     * @param kept keys of the library under which the same thing is kept
     */
    record Want(String material, Set<String> licences, Set<String> kept) {}

    List<Want> of(String caseNo) {
        CaseFile file = cases.require(caseNo);
        List<Want> wants = new ArrayList<>();
        for (Material material : catalogue.item(file.itemVersion()).materials()) {
            Set<String> kept = material.keptFor() == null ? Set.of() : Set.of(key(file, material));
            Set<String> licences = licences(material);
            if (!licences.isEmpty() || !kept.isEmpty()) {
                wants.add(new Want(material.code(), licences, kept));
            }
        }
        if (!wants.isEmpty()) {
            List<String> there = materials.ofCase(caseNo).stream()
                    .filter(each -> each.latest() != null || each.coverage() != null)
                    .map(CaseMaterial::code)
                    .toList();
            wants.removeIf(want -> there.contains(want.material()));
        }
        return wants;
    }

    private static Set<String> licences(Material material) {
        Set<String> types = new LinkedHashSet<>();
        for (Material.Source source : material.sources()) {
            if (source.kind() == Material.Source.Kind.E_LICENCE && source.code() != null) {
                types.add(source.code());
            }
        }
        return types;
    }

    /** Under which key the library keeps a material: what is the same everywhere, else what this item asks for. */
    static String key(CaseFile file, Material material) {
        return licences(material).stream().findFirst().orElse(file.itemCode() + "/" + material.code());
    }
}
