package org.xieban.supervision.process;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseAccess;
import org.xieban.engine.ProcessVersions;
import org.xieban.engine.ProcessVersions.Version;
import org.xieban.web.Refusal;

/** Processes and their heat maps for the plugin of Cockpit, our own pages and other systems. */
@RestController
@RequestMapping("/api/v1/supervision")
class ProcessApi {

    /** Who supervises, who leads, and who mends the process; the figures name no case. */
    static final String READERS = "hasAnyRole('SUPERVISOR', 'ANALYST', 'SECTION_HEAD', 'LEADER', 'APPROVER')";

    private final SupervisedProcesses processes;
    private final ProcessVersions versions;
    private final CaseAccess cases;

    ProcessApi(SupervisedProcesses processes, ProcessVersions versions, CaseAccess cases) {
        this.processes = processes;
        this.versions = versions;
        this.cases = cases;
    }

    @GetMapping("/processes")
    @PreAuthorize(READERS)
    @Operation(summary = "The processes that are deployed, in their versions, with what runs, has ended and is overdue")
    List<SupervisedProcesses.ProcessView> processes() {
        return processes.all();
    }

    @GetMapping("/processes/{key}/heat")
    @PreAuthorize(READERS)
    @Operation(summary = "Where time goes in a version of a process: of any period, finished cases included")
    HeatMap heat(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String definitionId,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        return processes.heat(key, version, definitionId, from, to);
    }

    @GetMapping("/processes/{key}/model")
    @PreAuthorize(READERS)
    @Operation(summary = "The model of a version of a process")
    SupervisedProcesses.Model model(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String definitionId) {
        return processes.model(key, version, definitionId);
    }

    /**
     * Whose process an instance is.
     *
     * @param processKey null, as the version, where the model is not deployed any more
     */
    record InstanceView(
            String processInstanceId,
            String caseNo,
            String definitionId,
            @Nullable String processKey,
            @Nullable Integer version,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    @GetMapping("/instances/{processInstanceId}")
    @Operation(summary = "The case of a process instance, running or finished, if the caller may see it")
    InstanceView instance(@PathVariable String processInstanceId) {
        ProcessVersions.Instance found = versions.instance(processInstanceId).orElseThrow(ProcessApi::unknown);
        if (!cases.maySee(CaseAccess.requireOfficer(), found.caseNo())) {
            throw unknown();
        }
        Version version = found.version();
        return new InstanceView(
                found.id(),
                found.caseNo(),
                found.definitionId(),
                version == null ? null : version.key(),
                version == null ? null : version.version(),
                found.startedAt(),
                found.endedAt());
    }

    private static Refusal unknown() {
        return Refusal.notFound("process.instanceUnknown");
    }
}
