package org.xieban.calendar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.xieban.web.Refusal;

/** How the system administrator brings in notices as files, also of several years at once. */
@Controller
@RequestMapping("/calendar")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
class NoticeImport {

    private final CalendarChanges changes;
    private final PlaceChoice choice;

    NoticeImport(CalendarChanges changes, PlaceChoice choice) {
        this.changes = changes;
        this.choice = choice;
    }

    @GetMapping("/import")
    String choose(@RequestParam(defaultValue = "country") String place, Model model) {
        choice.show(choice.of(place), model);
        return "calendar/import";
    }

    @PostMapping("/import")
    String read(
            @RequestParam(defaultValue = "country") String place,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            @RequestParam(required = false) @Nullable String source,
            Authentication asker,
            Model model)
            throws IOException {
        Place of = choice.of(place);
        List<Edition> editions = new ArrayList<>();
        List<FileRefused> refused = new ArrayList<>();
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (!file.isEmpty()) {
                try {
                    NoticeReader.file(of, NoticeFile.text(file), source).stream()
                            .map(Edition::of)
                            .forEach(editions::add);
                } catch (Refusal refusal) {
                    refused.add(new FileRefused(Objects.requireNonNullElse(file.getOriginalFilename(), ""), refusal));
                }
            }
        }
        if (refused.isEmpty() && !editions.isEmpty()) {
            try {
                return PreviewPages.to(changes.preview(editions, asker.getName()));
            } catch (Refusal refusal) {
                refused.add(new FileRefused("", refusal));
            }
        }
        model.addAttribute("refused", refused);
        model.addAttribute("nothing", refused.isEmpty());
        model.addAttribute("source", source);
        choice.show(of, model);
        return "calendar/import";
    }

    /** A file that cannot be taken; none of the others is then. */
    record FileRefused(String name, Refusal refusal) {}
}
