package org.xieban.supervision.process;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseAccess;
import org.xieban.engine.ProcessVersions;
import org.xieban.engine.ProcessVersions.Version;
import org.xieban.web.FilterInput;
import org.xieban.web.Refusal;

/** Processes and their heat maps for the plugin of Cockpit, our own pages and other systems. */
@RestController
@RequestMapping("/api/v1/supervision")
class ProcessApi {

    /** Who supervises, who leads, and who mends the process; the figures name no case. */
    static final String READERS = "hasAnyRole('SUPERVISOR', 'ANALYST', 'SECTION_HEAD', 'LEADER', 'APPROVER')";

    private final ProcessVersions versions;
    private final HeatMaps maps;
    private final OverdueSteps overdue;
    private final CaseAccess cases;

    ProcessApi(ProcessVersions versions, HeatMaps maps, OverdueSteps overdue, CaseAccess cases) {
        this.versions = versions;
        this.maps = maps;
        this.overdue = overdue;
        this.cases = cases;
    }

    /** A model, in all its versions; the latest first. */
    record ProcessView(String key, String name, List<VersionView> versions) {}

    /**
     * A version of a model.
     *
     * @param overdue running processes of which a term is over
     */
    record VersionView(int version, String definitionId, long running, long finished, long overdue) {}

    @GetMapping("/processes")
    @PreAuthorize(READERS)
    @Transactional(readOnly = true)
    @Operation(summary = "The processes that are deployed, in their versions, with what runs, has ended and is overdue")
    List<ProcessView> processes() {
        Map<String, Long> running = versions.running();
        Map<String, Long> finished = maps.finished();
        Map<String, Long> late = versions.running(overdue.cases());
        Map<String, ProcessView> processes = new LinkedHashMap<>();
        for (Version version : versions.all()) {
            // called as the latest version is, which comes first
            processes
                    .computeIfAbsent(version.key(), key -> new ProcessView(key, version.name(), new ArrayList<>()))
                    .versions()
                    .add(new VersionView(
                            version.version(),
                            version.id(),
                            running.getOrDefault(version.id(), 0L),
                            finished.getOrDefault(version.id(), 0L),
                            late.getOrDefault(version.id(), 0L)));
        }
        return List.copyOf(processes.values());
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
        return maps.of(require(key, version, definitionId), FilterInput.day("from", from), FilterInput.day("to", to));
    }

    /** A model as it is drawn. */
    record Model(String processKey, String name, int version, String definitionId, String bpmnXml) {}

    @GetMapping("/processes/{key}/model")
    @PreAuthorize(READERS)
    @Operation(summary = "The model of a version of a process")
    Model model(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String definitionId) {
        Version found = require(key, version, definitionId);
        return new Model(
                found.key(),
                found.name(),
                found.version(),
                found.id(),
                versions.bpmnXml(found.id()).orElseThrow(ProcessApi::unknown));
    }

    private Version require(String key, @Nullable Integer version, @Nullable String definitionId) {
        return (definitionId == null ? versions.find(key, version) : versions.find(definitionId))
                .filter(found -> found.key().equals(key))
                .orElseThrow(ProcessApi::unknown);
    }

    private static Refusal unknown() {
        return Refusal.notFound("process.unknown");
    }

    /**
     * Whose process an instance is.
     *
     * @param version null where the model is not deployed any more
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
        ProcessVersions.Instance found =
                versions.instance(processInstanceId).orElseThrow(() -> Refusal.notFound("process.instanceUnknown"));
        if (!cases.maySee(CaseAccess.requireOfficer(), found.caseNo())) {
            throw Refusal.notFound("process.instanceUnknown");
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
}
