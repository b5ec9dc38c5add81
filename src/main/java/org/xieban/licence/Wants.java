package org.xieban.licence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
     * @param kept the key under which the library keeps the same thing
     * @param reusable whether the item says for how long a copy is good: others are taken by hand alone
     */
    record Want(String material, Set<String> licences, String kept, boolean reusable) {}

    /** All of them. */
    List<Want> of(String caseNo) {
        return of(caseNo, want -> true);
    }

    /** Those for which a licence would do; most items have none, and cost no look at what was handed in. */
    List<Want> ofLicences(String caseNo) {
        return of(caseNo, want -> !want.licences().isEmpty());
    }

    private List<Want> of(String caseNo, Predicate<Want> asked) {
        CaseFile file = cases.require(caseNo);
        List<Want> wants = catalogue.item(file.itemVersion()).materials().stream()
                .map(each -> new Want(each.code(), licences(each), key(file, each), each.keptFor() != null))
                .filter(asked)
                .toList();
        if (wants.isEmpty()) {
            return wants;
        }
        Set<String> there = materials.ofCase(caseNo).stream()
                .filter(each -> each.latest() != null || each.coverage() != null)
                .map(CaseMaterial::code)
                .collect(Collectors.toSet());
        return wants.stream().filter(want -> !there.contains(want.material())).toList();
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
