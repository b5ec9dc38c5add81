package org.xieban.engine;

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
     * Where a case stands in its model.
     *
     * @param bpmnXml the model in the version the case runs on
     * @param active ids of the elements it waits at
     * @param finished ids of the elements it has passed
     * @param failed ids of the elements where a call has failed for good
     */
    record CaseDiagram(String bpmnXml, List<String> active, List<String> finished, List<String> failed) {}
}
