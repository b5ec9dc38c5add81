package org.xieban.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
 * error. {@code -Dcockpit.loads=200} loads of each page, {@code -Dcockpit.beside=10} of them at a time, each in a tab of
 * its own that loads again and again; {@code -Dcockpit.page='batch|xieban/'} only the pages with this in their address.
 */
@Tag("bench")
class CockpitLoadsBench extends BrowserTest {

    private static final int LOADS = Integer.getInteger("cockpit.loads", 200);
    private static final int BESIDE = Integer.getInteger("cockpit.beside", 10);
    private static final Pattern PAGE = Pattern.compile(System.getProperty("cockpit.page", ""));
    private static final String COCKPIT = "/camunda/app/cockpit/default/#";

    /** A machine that loads so many at once has little left for each of them; a blank page stays blank. */
    private static final int PATIENCE = 60_000;

    /** Makes a page tell whether it waits for an answer: one that is left before has lost what it asked for. */
    private static final String WAITS = """
            {
                let asked = 0;
                window.waits = () => asked > 0;
                const send = XMLHttpRequest.prototype.send;
                XMLHttpRequest.prototype.send = function (...given) {
                    asked++;
                    this.addEventListener('loadend', () => asked--);
                    return send.apply(this, given);
                };
                const fetched = window.fetch;
                window.fetch = async (...given) => {
                    asked++;
                    try {
                        return await fetched(...given);
                    } finally {
                        asked--;
                    }
                };
            }""";

    /**
     * Loads an address again and again in tabs beside each other, and gives back what stayed blank. The tabs are driven from
     * the page that has opened them: what drives a browser from outside takes longer than the loads.
     */
    private static final String LOAD = """
            async ([address, shown, loads, beside, patience]) => {
                const blank = [];
                let begun = 0;
                const pause = () => new Promise((done) => setTimeout(done, 50));
                const isShown = (tab, load) => tab.location.search === `?load=${load}`
                    && tab.document.querySelector("li a[href='#/xieban/overdue']") && tab.document.querySelector(shown)
                    && !tab.waits();
                await Promise.all(Array.from({ length: beside }, async () => {
                    const tab = window.open('about:blank');
                    while (begun < loads) {
                        const load = begun++;
                        const end = performance.now() + patience;
                        tab.location.replace(address.replace('#', `?load=${load}#`));
                        while (!isShown(tab, load) && performance.now() < end) {
                            await pause();
                        }
                        if (!isShown(tab, load)) {
                            blank.push(`${load}: ${tab.document.documentElement.outerHTML.slice(0, 2000)}`);
                        }
                    }
                    tab.close();
                }));
                return blank;
            }""";

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
        page.context().addInitScript(WAITS);
        List<String> errors = new ArrayList<>();
        page.context().onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        page.context().onWebError(error -> errors.add(error.error()));
        Map<String, List<?>> blank = new LinkedHashMap<>();
        pages.forEach((address, shown) -> {
            int before = errors.size();
            long begun = System.nanoTime();
            List<?> stayed = (List<?>) page.evaluate(LOAD, List.of(COCKPIT + address, shown, LOADS, BESIDE, PATIENCE));
            if (!stayed.isEmpty()) {
                blank.put(address, stayed);
            }
            System.out.printf(
                    "%-120s %d loads, %d blank, %d errors, %.1f s%n",
                    address, LOADS, stayed.size(), errors.size() - before, (System.nanoTime() - begun) / 1e9);
            errors.subList(before, errors.size()).forEach(System.out::println);
        });
        assertThat(blank).as(errors.toString()).isEmpty();
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
        pages.keySet().removeIf(address -> !PAGE.matcher(address).find());
        return pages;
    }
}
