package org.xieban.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that are deployed, in their versions, and the processes that run by them now. */
public interface ProcessVersions {

    /**
     * A version of a model.
     *
     * @param key of the process, the same in all versions
     * @param name what officers call it; the key where the model gives none
     * @param id the engine's own, the same for as long as the version is deployed
     */
    record Version(String key, String name, int version, String id) {}

    /** All of them, by key and the latest first. */
    List<Version> all();

    /** What the processes are called in their latest versions, by key. */
    default Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        all().forEach(version -> names.putIfAbsent(version.key(), version.name()));
        return names;
    }

    /**
     * A version.
     *
     * @param version null for the latest
     */
    Optional<Version> find(String key, @Nullable Integer version);

    Optional<Version> find(String id);

    /** The model; empty where the version is not deployed any more. */
    Optional<String> bpmnXml(String id);

    /**
     * Something in a model that a process passes through.
     *
     * @param name null where the model gives none
     * @param type as BPMN calls it: {@code userTask}
     */
    record Element(String id, @Nullable String name, String type) {}

    /** What processes of a version pass through, in the order of the model; empty where it is not deployed any more. */
    List<Element> elements(String id);

    /** How many processes run in each version, by its id; versions in which none runs are left out. */
    Map<String, Long> running();

    /** How many run in each version of those whose cases are named, by its id. */
    Map<String, Long> running(Collection<String> caseNos);

    /** At how many places processes of a version are in each element now, by the element's id. */
    Map<String, Long> whereabouts(String id);

    /** How many of these open tasks there are at each element of a version. */
    Map<String, Long> tasksAt(String id, Collection<String> taskIds);

    /**
     * A process, running or finished.
     *
     * @param caseNo number of its case; what bears no number of a case may still stand here
     * @param version null where it is not deployed any more
     */
    record Instance(
            String id,
            String caseNo,
            String definitionId,
            @Nullable Version version,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    /** The process of that id; empty where there is none, or none of a case. */
    Optional<Instance> instance(String id);

    /** The ids of the processes that run for cases, by the cases' numbers; of several the one that was begun last. */
    Map<String, String> instances(Collection<String> caseNos);
}
