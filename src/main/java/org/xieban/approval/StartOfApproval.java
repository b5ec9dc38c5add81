package org.xieban.approval;

import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseRegistered;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ServiceItem;
import org.xieban.directory.Officers;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;

/** Starts the process of a case with its registration: there is no case without its process, and none without a case. */
@Component
class StartOfApproval {

    private final Processes processes;
    private final Catalogue catalogue;
    private final CaseFacts facts;
    private final Officers officers;

    StartOfApproval(Processes processes, Catalogue catalogue, CaseFacts facts, Officers officers) {
        this.processes = processes;
        this.catalogue = catalogue;
        this.facts = facts;
        this.officers = officers;
    }

    @EventListener(condition = "#registered.processKey() == 'administrativeApproval'")
    void on(CaseRegistered registered) {
        ServiceItem item = catalogue.item(registered.itemVersion());
        Answers application = new Answers(
                facts.ofStep(registered.caseNo(), CaseFiles.APPLICATION).orElseThrow());
        String scale = application.text("scale");
        String window = item.organ().window();
        processes.start(
                ApprovalModel.PROCESS,
                registered.caseNo(),
                List.of(
                        ApprovalVariables.ITEM_CODE.is(registered.itemCode()),
                        ApprovalVariables.SCALE.is(scale),
                        ApprovalVariables.PLACE.is(application.text("place")),
                        ApprovalVariables.LEAD_DEPARTMENT.is(registered.leadDepartment()),
                        ApprovalVariables.WINDOW_DEPARTMENT.is(window),
                        ApprovalVariables.HEAD_GROUP.is(officers.headGroup(registered.leadDepartment(), window)),
                        ApprovalVariables.ON_THE_SPOT.is(item.caseKind() == ServiceItem.CaseKind.ON_THE_SPOT),
                        ApprovalVariables.DECISION_WEIGHT.is(weight(item, scale).name())));
    }

    private static ServiceItem.Weight weight(ServiceItem item, String scale) {
        return item.scales().stream()
                .filter(each -> each.code().equals(scale))
                .map(ServiceItem.Scale::weight)
                .findFirst()
                .orElse(item.weight());
    }
}
