package org.xieban.approval;

import java.util.Map;

/** What is answered to each step on the ordinary way: the first choice everywhere, every box ticked. */
public final class OrdinaryAnswers {

    private static final Map<String, Map<String, Object>> ANSWERS = Map.ofEntries(
            Map.entry("userTask_reviewMaterials", Map.of("reviewOutcome", "COMPLETE")),
            Map.entry("userTask_receiveSupplement", Map.of("supplementComplete", true)),
            Map.entry("userTask_decideOnTheSpot", Map.of("decisionOutcome", "GRANTED")),
            Map.entry("userTask_giveAdvice", Map.of("conclusion", "AGREE", "text", "同意。")),
            Map.entry("userTask_examine", Map.of("examinationOutcome", "GRANT", "examinationOpinion", "符合法定条件，拟准予。")),
            Map.entry("userTask_concludeSpecialProcedure", Map.of("specialResult", "核查合格。")),
            Map.entry("userTask_decide", Map.of("decisionOutcome", "GRANTED", "decisionOpinion", "同意。")),
            Map.entry(
                    "userTask_decideCollectively",
                    Map.of(
                            "meetingOn", "2026-11-20",
                            "participants", "王建国、李明",
                            "minutes", "一致同意。",
                            "decisionOutcome", "GRANTED")),
            Map.entry("userTask_draftDocument", Map.of("documentText", "经审查，符合法定条件，决定准予。")),
            Map.entry("userTask_checkDocument", Map.of("documentOutcome", "APPROVE")),
            Map.entry("userTask_signDocument", Map.of("signed", true)),
            Map.entry("userTask_sealDocument", Map.of("sealKind", "E_SEAL", "sealed", true)),
            Map.entry(
                    "userTask_serve",
                    Map.of(
                            "deliveryMethod", "WINDOW",
                            "recipient", "张三",
                            "recipientIs", "SELF",
                            "deliveredAt", "2026-01-05T10:00+08:00",
                            "servedBeforeDecision", true,
                            "deliveryProof", "签收单第 1 号")),
            Map.entry("userTask_archive", Map.of("retention", "Y10", "volumeComplete", true)),
            Map.entry("userTask_approveWithdrawal", Map.of("withdrawalOutcome", "APPROVED")),
            Map.entry("userTask_approveReturn", Map.of("returnOutcome", "APPROVED")),
            Map.entry("userTask_approveTermination", Map.of("terminationOutcome", "APPROVED")),
            Map.entry("userTask_approveStay", Map.of("stayOutcome", "APPROVED")),
            Map.entry("userTask_resume", Map.of("resumed", true, "resumeReason", "原因已经消除。")),
            Map.entry("userTask_approveResume", Map.of("resumeOutcome", "APPROVED")),
            Map.entry("userTask_decideExtension", Map.of("extensionOutcome", "APPROVED")));

    private OrdinaryAnswers() {}

    public static Map<String, Object> to(String step) {
        Map<String, Object> answers = ANSWERS.get(step);
        if (answers == null) {
            throw new AssertionError("no answer is known to " + step);
        }
        return answers;
    }
}
