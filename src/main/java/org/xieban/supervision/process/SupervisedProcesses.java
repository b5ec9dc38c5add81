package org.xieban.supervision.process;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.engine.ProcessVersions;
import org.xieban.engine.ProcessVersions.Version;
import org.xieban.web.FilterInput;
import org.xieban.web.Refusal;

/** The processes that are deployed, as supervisors look at them. */
@Component
@Transactional(readOnly = true)
class SupervisedProcesses {

    private final ProcessVersions versions;
    private final HeatMaps maps;
    private final OverdueSteps overdue;

    SupervisedProcesses(ProcessVersions versions, HeatMaps maps, OverdueSteps overdue) {
        this.versions = versions;
        this.maps = maps;
        this.overdue = overdue;
    }

    /** A model, in all its versions; the latest first. */
    record ProcessView(String key, String name, List<VersionView> versions) {}

    /**
     * A version of a model.
     *
     * @param overdue running processes of which a term is over
     */
    record VersionView(int version, String definitionId, long running, long finished, long overdue) {}

    List<ProcessView> all() {
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

    /** The versions of a process, the latest first. */
    List<Version> versions(String key) {
        return versions.all().stream().filter(each -> each.key().equals(key)).toList();
    }

    /**
     * Where time goes in a version.
     *
     * @param version null for the latest
     * @param definitionId the engine's own name of it, null where the version is named, or the latest is wanted
     * @throws Refusal {@code process.unknown} (404); {@code filter.invalid} (400) at a day beyond all work
     */
    HeatMap heat(
            String key,
            @Nullable Integer version,
            @Nullable String definitionId,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        return maps.of(require(key, version, definitionId), FilterInput.day("from", from), FilterInput.day("to", to));
    }

    /** A model as it is drawn. */
    record Model(String processKey, String name, int version, String definitionId, String bpmnXml) {}

    /** @throws Refusal {@code process.unknown} (404) */
    Model model(String key, @Nullable Integer version, @Nullable String definitionId) {
        Version found = require(key, version, definitionId);
        return new Model(
                found.key(),
                found.name(),
                found.version(),
                found.id(),
                versions.bpmnXml(found.id()).orElseThrow(SupervisedProcesses::unknown));
    }

    private Version require(String key, @Nullable Integer version, @Nullable String definitionId) {
        return (definitionId == null ? versions.find(key, version) : versions.find(definitionId))
                .filter(found -> found.key().equals(key))
                .orElseThrow(SupervisedProcesses::unknown);
    }

    private static Refusal unknown() {
        return Refusal.notFound("process.unknown");
    }
}
