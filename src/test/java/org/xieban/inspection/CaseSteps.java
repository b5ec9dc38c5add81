package org.xieban.inspection;

import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.casefile.CaseCalls;

/** Takes a case through its steps, each done by an officer through the API. */
public final class CaseSteps {

    private final CaseCalls calls;

    public CaseSteps(MockMvc mvc) {
        this.calls = new CaseCalls(mvc);
    }

    /**
     * A step.
     *
     * @param answers members of a JSON object
     */
    public record Step(String login, String step, String answers) {}

    public static Step step(String login, String step, String answers) {
        return new Step(login, step, answers);
    }

    public ResultActions complete(String caseNo, Step step) throws Exception {
        return calls.post(
                step.login(),
                "/tasks/" + task(caseNo, step.step()) + "/complete",
                "{\"variables\": {" + step.answers() + "}}");
    }

    public void all(String caseNo, List<Step> steps) throws Exception {
        for (Step step : steps) {
            complete(caseNo, step).andExpect(status().isOk());
        }
    }

    public void all(String caseNo, Step... steps) throws Exception {
        all(caseNo, List.of(steps));
    }

    /** What the form of a step shows. */
    public JsonNode shown(String login, String caseNo, String step) throws Exception {
        return CaseCalls.json(calls.get(login, "/tasks/{id}/form", task(caseNo, step)))
                .get("data");
    }

    public JsonNode view(String caseNo) throws Exception {
        return CaseCalls.json(calls.get("supervisor.zheng", "/cases/{no}", caseNo));
    }

    public JsonNode clocks(String caseNo) throws Exception {
        return CaseCalls.json(calls.get("supervisor.zheng", "/cases/{no}/clocks", caseNo));
    }

    public ResultActions withdraw(String login, String caseNo) throws Exception {
        return calls.post(login, "/cases/" + caseNo + "/withdraw", "{\"reason\": \"重复提请\"}");
    }

    private String task(String caseNo, String step) throws Exception {
        for (JsonNode open : view(caseNo).get("openTasks")) {
            if (open.get("step").asText().equals(step)) {
                return open.get("taskId").asText();
            }
        }
        throw new AssertionError(
                step + " is not open in " + caseNo + ": " + view(caseNo).get("openTasks"));
    }
}
