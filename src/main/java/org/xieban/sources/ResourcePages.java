package org.xieban.sources;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.xieban.directory.NamesDepartments;
import org.xieban.web.Attachment;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The catalogue of resources for officers: the list, one entry, the table to take along. */
@Controller
@NamesDepartments
@RequestMapping("/sources")
class ResourcePages {

    private final Resources resources;
    private final DataAuthority authority;
    private final SupplyList supply;
    private final ResourceQuality quality;
    private final Clock clock;

    ResourcePages(
            Resources resources, DataAuthority authority, SupplyList supply, ResourceQuality quality, Clock clock) {
        this.resources = resources;
        this.authority = authority;
        this.supply = supply;
        this.quality = quality;
        this.clock = clock;
    }

    @GetMapping
    String begin() {
        return "redirect:/sources/resources";
    }

    @GetMapping("/resources")
    String list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) DataResource.@Nullable Sharing sharing,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        ResourceFilter filter = filter(q, provider, sharing);
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null || after.isEmpty());
        model.addAttribute("listing", resources.list(filter, PageRequest.of(Resources.LIST, after, null)));
        model.addAttribute("bySharing", resources.countBySharing(filter));
        model.addAttribute("byProvider", resources.countByProvider(filter));
        model.addAttribute("mayCompile", !authority.compilesFor().isEmpty());
        return "sources/resources";
    }

    private ResourceFilter filter(
            @Nullable String q, @Nullable String provider, DataResource.@Nullable Sharing sharing) {
        return new ResourceFilter(q, provider, sharing, authority.present());
    }

    /** What the list shows, whole, one line for each field. */
    @GetMapping("/resources.csv")
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) DataResource.@Nullable Sharing sharing) {
        List<DataResource> shown = resources.all(filter(q, provider, sharing)).stream()
                .map(ResourceEntry::shown)
                .toList();
        return Attachment.of("resources.csv", Attachment.CSV, ResourceTable.write(shown));
    }

    @GetMapping("/resources/{code}")
    String one(@PathVariable String code, Model model) {
        ResourceEntry entry = resources.entry(code).orElseThrow(() -> Refusal.notFound("resource.unknown", code));
        model.addAttribute("entry", entry);
        ResourceQuality.Quality known = quality.all().getOrDefault(code, ResourceQuality.Quality.UNKNOWN);
        model.addAttribute("quality", known);
        model.addAttribute("fresh", known.fresh(entry.shown(), clock.instant()));
        model.addAttribute("mayCompile", authority.mayCompile(entry.shown().provider()));
        model.addAttribute(
                "uses",
                supply.lines().stream()
                        .filter(line -> line.source() != null
                                && code.equals(line.source().code()))
                        .toList());
        return "sources/resource";
    }
}
