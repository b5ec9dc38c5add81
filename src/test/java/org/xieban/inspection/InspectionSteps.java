package org.xieban.inspection;

import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.casefile.CaseCalls;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.ObjectRegister;

/** What tests of inspections do: objects of their own, and the steps of a case one after the other. */
public final class InspectionSteps {

    private final CaseCalls calls;

    public InspectionSteps(MockMvc mvc) {
        this.calls = new CaseCalls(mvc);
    }

    /**
     * A step: who does it, and what he answers.
     *
     * @param answers members of a JSON object
     */
    public record Step(String login, String step, String answers) {}

    public static Step step(String login, String step, String answers) {
        return new Step(login, step, answers);
    }

    public CaseCalls calls() {
        return calls;
    }

    public ResultActions complete(String caseNo, Step step) throws Exception {
        return calls.post(
                step.login(),
                "/tasks/" + task(caseNo, step.step()) + "/complete",
                "{\"variables\": {" + step.answers() + "}}");
    }

    public void ok(String caseNo, Step... steps) throws Exception {
        for (Step step : steps) {
            complete(caseNo, step).andExpect(status().isOk());
        }
    }

    /** Id of the open task of a step. */
    public String task(String caseNo, String step) throws Exception {
        for (JsonNode open : CaseCalls.json(calls.get("supervisor.zheng", "/cases/{no}", caseNo))
                .get("openTasks")) {
            if (open.get("step").asText().equals(step)) {
                return open.get("taskId").asText();
            }
        }
        throw new AssertionError(step + " is not open in " + caseNo);
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

    /** A restaurant of class B under a name. */
    public static void object(ObjectRegister objects, String code, String name) {
        objects.keep(List.of(
                new InspectionObject(code, name, "H62", "411902", "文昌路 9 号", CreditClass.B, List.of(), null, true, 0)));
    }

    /** New objects that bear a mark; their codes. */
    public static List<String> objects(
            ObjectRegister objects, String mark, int number, String trade, CreditClass creditClass) {
        List<InspectionObject> entries = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            entries.add(new InspectionObject(
                    TestCodes.next(),
                    "抽查对象" + mark + i,
                    trade,
                    "411902",
                    "文昌路 9 号",
                    creditClass,
                    List.of(mark),
                    null,
                    true,
                    0));
        }
        objects.keep(entries);
        return entries.stream().map(InspectionObject::creditCode).toList();
    }
}
