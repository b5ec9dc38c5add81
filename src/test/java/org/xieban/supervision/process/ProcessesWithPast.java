package org.xieban.supervision.process;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Processes with a history, as tests of heat maps need them. */
@Component
public class ProcessesWithPast {

    static final String SCRIPT = "<script>alert(1)</script>";

    private final RepositoryService repository;
    private final JdbcClient jdbc;
    private final HeatRollUp rollUp;

    ProcessesWithPast(RepositoryService repository, JdbcClient jdbc, HeatRollUp rollUp) {
        this.repository = repository;
        this.jdbc = jdbc;
        this.rollUp = rollUp;
    }

    /** A version with so many elements, the first of them under a name that is none. */
    public ProcessDefinition deploy(String key, int elements) {
        // written out: the builder looks at all there is for each one that it adds
        StringBuilder model = new StringBuilder();
        StringBuilder drawn = new StringBuilder();
        for (int n = 0; n <= elements + 1; n++) {
            String type = n == 0 ? "startEvent" : n > elements ? "endEvent" : "intermediateThrowEvent";
            model.append("<bpmn:%s id=\"event_%d\" name=\"%s\"/>"
                    .formatted(type, n, n == 1 ? HtmlUtils.htmlEscape(SCRIPT) : "第" + n + "步"));
            drawn.append("<di:BPMNShape id=\"shape_%1$d\" bpmnElement=\"event_%1$d\">".formatted(n))
                    .append("<dc:Bounds x=\"%d\" y=\"0\" width=\"36\" height=\"36\"/></di:BPMNShape>"
                            .formatted(60 * n));
        }
        for (int n = 0; n <= elements; n++) {
            model.append("<bpmn:sequenceFlow id=\"flow_%1$d\" sourceRef=\"event_%1$d\" targetRef=\"event_%2$d\"/>"
                    .formatted(n, n + 1));
            drawn.append("<di:BPMNEdge id=\"edge_%1$d\" bpmnElement=\"flow_%1$d\">".formatted(n))
                    .append("<ddi:waypoint x=\"%d\" y=\"18\"/><ddi:waypoint x=\"%d\" y=\"18\"/></di:BPMNEdge>"
                            .formatted(60 * n + 36, 60 * n + 60));
        }
        byte[] xml = """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                    xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                    xmlns:ddi="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                <bpmn:process id="%1$s" name="逐步办理" isExecutable="true" camunda:historyTimeToLive="P30D">%2$s</bpmn:process>
                <di:BPMNDiagram id="diagram"><di:BPMNPlane id="plane" bpmnElement="%1$s">%3$s</di:BPMNPlane></di:BPMNDiagram>
                </bpmn:definitions>""".formatted(key, model, drawn).getBytes(StandardCharsets.UTF_8);
        String deployment = repository
                .createDeployment()
                .addInputStream(key + ".bpmn", new ByteArrayInputStream(xml))
                .deploy()
                .getId();
        return repository
                .createProcessDefinitionQuery()
                .deploymentId(deployment)
                .singleResult();
    }

    /** Passages as the engine keeps them, one an hour back from noon of a day; of different lengths, some broken off. */
    public void passages(ProcessDefinition definition, String element, String instance, LocalDate last, int number) {
        jdbc.sql("""
                        insert into act_hi_actinst (id_, proc_def_key_, proc_def_id_, proc_inst_id_, execution_id_, act_id_,
                               act_type_, start_time_, end_time_, act_inst_state_, sequence_counter_)
                        select gen_random_uuid()::text, :key, :definition, :instance, :instance, :element,
                               'intermediateNoneThrowEvent', e.at - make_interval(secs => e.n * e.n % 7919), e.at,
                               case when e.n % 10 = 0 then 2 else 0 end, e.n
                          from (select n, cast(:last as timestamp) + interval '12 hours' - make_interval(hours => n) as at
                                  from generate_series(1, :number) n) e""")
                .param("key", definition.getKey())
                .param("definition", definition.getId())
                .param("instance", instance)
                .param("element", element)
                .param("last", last)
                .param("number", number)
                .update();
    }

    /** Counts all that has ended, what the product itself is just counting included. */
    void count() {
        long last = jdbc.sql("select coalesce(max(position), 0) from ended_activity")
                .query(Long.class)
                .single();
        rollUp.catchUp();
        await().until(() -> jdbc.sql("select count(*) from ended_activity where position <= ?")
                .param(last)
                .query(Long.class)
                .single()
                .equals(0L));
    }
}
