package org.xieban.emergency.warning;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.web.Listing;

/** Warnings for other systems: what everybody may read of those that are issued, and no drills. */
@RestController
@RequestMapping("/api/v1/warnings")
@Tag(name = "warnings")
class WarningApi {

    private final PublicWarningPages published;

    WarningApi(PublicWarningPages published) {
        this.published = published;
    }

    @GetMapping
    @Operation(
            summary = "Warnings that are issued, the newest first",
            description =
                    "No drills. Each as its last version that was issued states it, with all that the law asks of one.")
    Listing<PublicWarningPages.Published> issued(
            @ModelAttribute("filter") WarningFilter filter,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer size) {
        return published.all(filter, after, size);
    }
}
