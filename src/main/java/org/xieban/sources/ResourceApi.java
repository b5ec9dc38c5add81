package org.xieban.sources;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** The catalogue of resources for other systems. */
@RestController
@RequestMapping("/api/v1/resources")
class ResourceApi {

    private final Resources resources;

    ResourceApi(Resources resources) {
        this.resources = resources;
    }

    /** A resource as other systems need it to ask for it. */
    record ResourceView(
            String code,
            String name,
            String provider,
            DataResource.Sharing sharing,
            @Nullable String reason,
            String legalBasis,
            DataResource.UpdateCycle updateCycle,
            String serviceHours,
            int promisedSeconds,
            int validDays,
            List<DataResource.Field> keys,
            List<DataResource.Field> fields) {

        static ResourceView of(DataResource resource) {
            return new ResourceView(
                    resource.code(),
                    resource.name(),
                    resource.provider(),
                    resource.sharing(),
                    resource.reason(),
                    resource.legalBasis(),
                    resource.updateCycle(),
                    resource.serviceHours(),
                    resource.promisedSeconds(),
                    resource.validDays(),
                    resource.keys(),
                    resource.answers());
        }
    }

    @GetMapping
    Listing<ResourceView> resources(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) DataResource.@Nullable Sharing sharing,
            @RequestParam(required = false) @Nullable Integer size,
            @RequestParam(required = false) @Nullable String after) {
        Listing<ResourceEntry> listing = resources.list(
                new ResourceFilter(q, provider, sharing, false), PageRequest.of(Resources.LIST, after, size));
        return new Listing<>(
                listing.items().stream()
                        .map(entry -> ResourceView.of(entry.shown()))
                        .toList(),
                listing.next(),
                listing.total());
    }

    @GetMapping("/{code}")
    ResourceView resource(@PathVariable String code) {
        return ResourceView.of(resources.require(code));
    }
}
