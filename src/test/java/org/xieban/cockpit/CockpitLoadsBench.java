package org.xieban.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;

/**
 * Every page of Cockpit with the plugin, loaded many times side by side: none stays blank, and the browser reports no
 * error. {@code -Dcockpit.loads=200} loads of each page, {@code -Dcockpit.beside=10} of them at a time.
 */
@Tag("bench")
class CockpitLoadsBench extends BrowserTest {

    private static final int LOADS = Integer.getInteger("cockpit.loads", 200);
    private static final int BESIDE = Integer.getInteger("cockpit.beside", 10);
    private static final String COCKPIT = "/camunda/app/cockpit/default/#";

    /** A machine that loads so many at once has little left for each of them; a blank page stays blank. */
    private static final int PATIENCE = 120_000;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Test
    void noPageStaysBlank() throws Exception {
        Map<String, String> pages = pages(new CaseCalls(mvc).registered("顾炎武"));
        signIn("supervisor.zheng");
        List<String> errors = new ArrayList<>();
        page.context().onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        page.context().onWebError(error -> errors.add(error.error()));
        pages.forEach((address, shown) -> {
            long begun = System.nanoTime();
            List<String> blank = new ArrayList<>();
            for (int loaded = 0; loaded < LOADS; loaded += BESIDE) {
                blank.addAll(loadBeside(address, shown));
            }
            System.out.printf(
                    "%-120s %d loads, %d blank, %d errors so far, %.1f s%n",
                    address, LOADS, blank.size(), errors.size(), (System.nanoTime() - begun) / 1e9);
            assertThat(blank).as(address).isEmpty();
        });
        assertThat(errors).isEmpty();
    }

    /** The pages, and what stands on each that is not blank, of Cockpit's own and of the plugin's. */
    private Map<String, String> pages(String caseNo) {
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .rootProcessInstances()
                .singleResult();
        String definition = instance.getProcessDefinitionId();
        String key = repository.getProcessDefinition(definition).getKey();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("/dashboard", ".stats-section, .xieban-short p, .xieban-short table");
        pages.put("/processes", "table.process-definitions-list");
        pages.put("/process-definition/" + definition + "/runtime", ".djs-container svg");
        pages.put("/process-definition/" + definition + "/runtime?detailsTab=xieban-heat", ".xieban-measures");
        pages.put("/process-instance/" + instance.getId() + "/runtime", ".djs-container svg");
        pages.put("/process-instance/" + instance.getId() + "/runtime?tab=xieban-course", ".xieban-trail");
        pages.put("/process-instance/" + instance.getId() + "/history", ".xieban-trail");
        pages.put("/decisions", ".dashboard-view section");
        pages.put("/tasks", ".tasks-dashboard section");
        pages.put("/repository", ".three-cols-layout");
        pages.put("/batch", ".batch-wrapper");
        pages.put("/xieban/overdue", ".xieban-pages, .xieban-empty");
        pages.put("/xieban/case/" + caseNo, ".xieban-trail");
        pages.put("/xieban/process/" + key, ".xieban-drawn .djs-container");
        return pages;
    }

    private List<String> loadBeside(String address, String shown) {
        page.evaluate(
                "([address, many]) => { for (let i = 0; i < many; i++) window.open(address, '_blank', 'noopener'); }",
                List.of(COCKPIT + address, BESIDE));
        page.waitForCondition(
                () -> page.context().pages().size() == BESIDE + 1,
                new Page.WaitForConditionOptions().setTimeout(PATIENCE));
        List<String> blank = new ArrayList<>();
        for (Page opened : List.copyOf(page.context().pages())) {
            if (opened == page) {
                continue;
            }
            try {
                opened.waitForSelector("li a[href='#/xieban/overdue']", attached());
                opened.waitForSelector(shown, attached());
            } catch (PlaywrightException e) {
                blank.add(e.getMessage());
            }
            opened.close();
        }
        return blank;
    }

    /** On a page that nobody looks at, and in a menu that is folded where it is narrow. */
    private static Page.WaitForSelectorOptions attached() {
        return new Page.WaitForSelectorOptions()
                .setState(WaitForSelectorState.ATTACHED)
                .setTimeout(PATIENCE);
    }
}
