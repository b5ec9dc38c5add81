package org.xieban.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The processes of cases. The number of the case is the business key; nothing outside knows an instance's id. */
public interface Processes {

    /**
     * Starts the latest version of a process for a case, as the product: authorisation to register a case is asked
     * before, of the officer.
     *
     * @throws IllegalStateException if no such process is deployed
     */
    void start(String processKey, String caseNo, List<Variable.Value<?>> variables);

    /** What the process of one of many cases starts with. */
    record Start(String caseNo, List<Variable.Value<?>> variables) {}

    /** The same for many cases: what they need of the engine is written together. */
    void start(String processKey, List<Start> starts);

    /**
     * Hands a message to the process of a case.
     *
     * @return whether the process was waiting for it
     */
    boolean correlate(String message, String caseNo, List<Variable.Value<?>> variables);

    /** Whether a process of this case is running and waits for the message. */
    boolean awaits(String message, String caseNo);

    /**
     * Hands a message to everything in the process of a case that waits for it.
     *
     * @param taskId the task that it is about: what waits at other tasks does not hear it; null where it is about the case
     * @return whether anything was waiting for it
     */
    boolean tell(String message, String caseNo, @Nullable String taskId);

    /** A process that waits for a message. */
    record Awaited(String message, String caseNo) {}

    /** Which of these messages the processes of which of these cases wait for. */
    Set<Awaited> awaited(Collection<String> messages, Collection<String> caseNos);

    /** Where a case is and was in its model, null where it has no process. */
    @Nullable
    CaseDiagram diagram(String caseNo);

    /**
     * What the user tasks of a case's model are called, by their element ids, in the version the case runs on; in the
     * latest one where the engine does not know the case any more, as its history is cleaned up.
     *
     * @param processKey of the model the case was begun with
     */
    Map<String, String> stepNames(String caseNo, String processKey);

    /**
     * Where a case stands in its model, and the way it has gone.
     *
     * @param bpmnXml the model in the version the case runs on
     * @param active ids of the elements it waits at
     * @param finished ids of the elements it has passed
     * @param failed ids of the elements where a call has failed for good
     * @param passed elements it has been in, the first first
     * @param flows how often it has taken each sequence flow, by its id
     * @param path what it went through one by one, the oldest first; of a very long way only its end
     * @param pathTruncated whether it is the end of a longer way
     */
    record CaseDiagram(
            String bpmnXml,
            List<String> active,
            List<String> finished,
            List<String> failed,
            List<Passed> passed,
            Map<String, Integer> flows,
            List<Stay> path,
            boolean pathTruncated) {}

    /**
     * How often and how long a case has been in an element.
     *
     * @param name null where the model gives none
     * @param count passages, those that were broken off and one that goes on included
     * @param seconds of those that have ended, together
     * @param lastAt when it was left last; null while the case is in it
     */
    record Passed(
            String activityId,
            @Nullable String name,
            int count,
            long seconds,
            Instant firstAt,
            @Nullable Instant lastAt) {}

    /** One stay in an element; {@code endedAt} is null while it goes on. */
    record Stay(
            String activityId,
            @Nullable String name,
            String type,
            Instant startedAt,
            @Nullable Instant endedAt,
            boolean cancelled) {}
}
