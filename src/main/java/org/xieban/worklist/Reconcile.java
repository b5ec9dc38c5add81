package org.xieban.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.xieban.startup.Errand;

/** {@code --reconcile}: compares the work list with the engine, repairs it, and says what was found. */
@Component
public class Reconcile implements Errand {

    /** What it is asked for by. */
    public static final String OPTION = "--reconcile";

    private final Reconciliation reconciliation;
    private final MessageSource messages;

    Reconcile(Reconciliation reconciliation, MessageSource messages) {
        this.reconciliation = reconciliation;
        this.messages = messages;
    }

    @Override
    public String option() {
        return OPTION;
    }

    @Override
    public List<String> carryOut() {
        Reconciliation.Report report = reconciliation.repair();
        List<String> lines = new ArrayList<>();
        lines.add(text("worklist.reconciliation.compared", report.tasks()));
        lines.add(
                report.findings().isEmpty()
                        ? text("worklist.reconciliation.sound")
                        : text(
                                "worklist.reconciliation.repaired",
                                report.findings().size()));
        for (Reconciliation.Finding finding : report.findings()) {
            lines.add(String.join(
                    " ",
                    text("worklist.reconciliation.fault." + finding.fault()),
                    finding.caseNo(),
                    finding.step(),
                    finding.taskId(),
                    String.join(",", finding.fields())));
        }
        return lines;
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.CHINESE);
    }
}
