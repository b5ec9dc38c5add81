package org.xieban.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Service items for other systems. */
@RestController
@RequestMapping("/api/v1/items")
class ItemApi {

    private final Catalogue catalogue;
    private final OpenDays openDays;

    ItemApi(Catalogue catalogue, OpenDays openDays) {
        this.catalogue = catalogue;
        this.openDays = openDays;
    }

    /** An item as other systems need it to apply for it. */
    record ItemView(
            String itemCode,
            String name,
            ServiceItem.Kind kind,
            String department,
            List<ServiceItem.ApplicantKind> applicantKinds,
            Term statutoryTerm,
            Term promisedTerm,
            List<MaterialView> materials,
            String processKey) {

        static ItemView of(ItemVersion version) {
            ServiceItem item = version.item();
            return new ItemView(
                    item.code(),
                    item.name(),
                    item.kind(),
                    item.organ().department(),
                    item.applicantKinds(),
                    item.statutoryTerm(),
                    item.promisedTerm(),
                    item.materials().stream().map(MaterialView::of).toList(),
                    item.processKey());
        }
    }

    /** A material of an item. */
    record MaterialView(String code, String name, boolean required, boolean mayFollow, List<Material.Source> sources) {

        static MaterialView of(Material material) {
            return new MaterialView(
                    material.code(), material.name(), material.required(), material.mayFollow(), material.sources());
        }
    }

    /** Items that take applications today. */
    @GetMapping
    Listing<ItemView> items(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) ServiceItem.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable Integer size,
            @RequestParam(required = false) @Nullable String after) {
        ItemFilter filter = new ItemFilter(q, kind, department, openDays.today(), ItemFilter.Sort.CODE);
        PageRequest page = PageRequest.of(Catalogue.listName(filter.sort()), after, size);
        Listing<ItemVersion> versions = catalogue.list(filter, page);
        return new Listing<>(versions.items().stream().map(ItemView::of).toList(), versions.next(), versions.total());
    }

    /** One item, whether or not it takes applications: old cases refer to it. */
    @GetMapping("/{itemCode}")
    ItemView item(@PathVariable String itemCode) {
        return catalogue.find(itemCode).map(ItemView::of).orElseThrow(() -> Refusal.notFound("item.unknown", itemCode));
    }
}
