package org.xieban.sources;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.Materials;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.Material;

/** The materials that nobody has to bring, since a resource stands in for them. */
@Component
class Coverage {

    private final CaseFiles cases;
    private final Catalogue catalogue;
    private final Materials materials;

    Coverage(CaseFiles cases, Catalogue catalogue, Materials materials) {
        this.cases = cases;
        this.catalogue = catalogue;
        this.materials = materials;
    }

    /** Whether a resource may stand in for a material. */
    static boolean replaces(String resource, Material material) {
        return material.sources().stream()
                .anyMatch(source ->
                        source.kind() == Material.Source.Kind.DATA_RESOURCE && resource.equals(source.code()));
    }

    /**
     * Takes down that the resource has said what those materials of a case would say.
     *
     * @param said who has said it, for people
     */
    void cover(String caseNo, DataResource resource, String said, Instant at, Instant validUntil) {
        CaseFile file = cases.require(caseNo);
        CaseMaterial.Coverage coverage = new CaseMaterial.Coverage(resource.code(), said, at, validUntil);
        for (Material material : catalogue.item(file.itemVersion()).materials()) {
            if (replaces(resource.code(), material)) {
                materials.cover(caseNo, material.code(), coverage);
            }
        }
    }
}
