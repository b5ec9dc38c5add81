package org.xieban.worklist;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriComponentsBuilder;
import org.xieban.web.Attachment;
import org.xieban.web.Refusal;

/** Exports of lists: begun, watched, fetched, from the pages and by other systems. */
@Controller
@PreAuthorize(WorklistPages.READERS)
class TaskExportPages {

    private static final String API = "/api/v1/tasks/exports";

    private final TaskExporting exporting;
    private final TaskExports exports;

    TaskExportPages(TaskExporting exporting, TaskExports exports) {
        this.exporting = exporting;
        this.exports = exports;
    }

    /**
     * An export as the API tells it.
     *
     * @param file where it is fetched, null as long as it is not done
     */
    record ExportView(
            UUID id,
            TaskExports.State state,
            long rows,
            long written,
            Instant expiresAt,
            @Nullable String file) {

        static ExportView of(TaskExports.Export export) {
            return new ExportView(
                    export.id(),
                    export.state(),
                    export.rows(),
                    export.written(),
                    export.expiresAt(),
                    export.state() == TaskExports.State.DONE ? API + "/" + export.id() + "/file" : null);
        }
    }

    @PostMapping("/tasks/exports")
    String begin(
            @ModelAttribute("given") WorklistPages.Query given,
            @RequestParam(required = false) @Nullable String format,
            Locale locale) {
        return "redirect:/tasks/exports/" + exporting.begin(given.filter(), TaskApi.format(format), locale);
    }

    @GetMapping("/tasks/exports/{id}")
    String status(
            @PathVariable UUID id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model) {
        model.addAttribute("export", exports.require(id));
        return fragment == null ? "worklist/export" : "worklist/export :: status";
    }

    @GetMapping("/tasks/exports/{id}/file")
    void file(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        TaskExports.Export export = exports.require(id);
        if (export.state() != TaskExports.State.DONE) {
            throw Refusal.conflict("export.notDone");
        }
        Attachment.begin(
                response,
                "tasks." + export.format().code(),
                MediaType.parseMediaType(export.format().mediaType()));
        exports.copy(id, response.getOutputStream());
    }

    @PostMapping(API)
    ResponseEntity<ExportView> beginByApi(
            @ModelAttribute("given") WorklistPages.Query given,
            @RequestParam(required = false) @Nullable String format,
            Locale locale) {
        UUID id = exporting.begin(given.filter(), TaskApi.format(format), locale);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(UriComponentsBuilder.fromPath(API + "/" + id).build().toUri())
                .body(ExportView.of(exports.require(id)));
    }

    @GetMapping(API + "/{id}")
    @ResponseBody
    ExportView statusByApi(@PathVariable UUID id) {
        return ExportView.of(exports.require(id));
    }

    @GetMapping(API + "/{id}/file")
    void fileByApi(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        file(id, response);
    }
}
