package org.xieban.document;

import java.util.List;
import java.util.Locale;

/**
 * Kinds of official documents. Beside what every document knows of its case (see {@link Documents}), each asks its own
 * fields of whoever issues it.
 */
public enum DocumentKind {
    /**
     * 收件凭证 (行政许可法 32): {@code materials} that were handed in and those {@code toFollow}, one a line;
     * {@code supplementedAt}, where something was supplemented.
     */
    RECEIPT("materials", "toFollow", "supplementedAt"),
    /** 受理通知书 (行政许可法 32): {@code acceptedAt}; {@code deemed}, why it counts as accepted though nothing was said. */
    ACCEPTANCE("acceptedAt", "deemed"),
    /** 补正材料一次性告知书 (行政许可法 32): {@code points}, one a line; {@code until}. */
    SUPPLEMENT("points", "until"),
    /** 补正不来办结通知书 (行政许可法 32): {@code until}, the last day on which something could have been supplemented. */
    NOT_SUPPLEMENTED("until"),
    /** 不需要许可告知书 (行政许可法 32): {@code reason}. */
    NOT_REQUIRED("reason"),
    /** 不予受理通知书 (行政许可法 32): {@code reason}; {@code authority}, where to go instead. */
    NOT_OURS("reason", "authority"),
    /** 特别程序告知书 (行政许可法 45): {@code procedure}, {@code legalBasis}, {@code until}, {@code reason}. */
    SPECIAL_PROCEDURE("procedure", "legalBasis", "until", "reason"),
    /** 中止通知书: {@code legalBasis}, {@code until}, {@code reason}. */
    STAY("legalBasis", "until", "reason"),
    /** 恢复办理通知书: {@code reason}. */
    RESUME("reason"),
    /** 终止通知书: {@code legalBasis}, {@code reason}. */
    TERMINATION("legalBasis", "reason"),
    /** 延长办理期限通知书 (行政许可法 42): {@code amount}, {@code unit} as words, {@code reason}. */
    EXTENSION("amount", "unit", "reason"),
    /** 准予行政许可决定书 (行政许可法 38): {@code decision}. */
    DECISION_GRANTED("decision"),
    /** 不予行政许可决定书 (行政许可法 38): {@code decision}, {@code reason}. */
    DECISION_REFUSED("decision", "reason"),
    /** 退件通知书: {@code reason}. */
    RETURN("reason"),
    /** 撤回申请确认书: {@code reason}. */
    WITHDRAWAL("reason"),
    /** 不同意撤回告知书: {@code reason}. */
    WITHDRAWAL_REFUSED("reason"),
    /**
     * 送达回证: {@code document}, {@code method}, {@code recipient}, {@code deliveredAt} with its time, {@code proof}; by
     * announcement {@code announcedOn}; left, {@code witness}.
     */
    DELIVERY_PROOF("document", "method", "recipient", "deliveredAt", "announcedOn", "witness", "proof"),
    /**
     * 行政处罚告知书 (行政处罚法 44): {@code party} with its {@code creditCode}; {@code facts}, {@code evidence}, {@code
     * grounds}; the {@code penalty} that is intended; {@code hearing}, where one may be asked for.
     */
    PENALTY_NOTICE("party", "creditCode", "facts", "evidence", "grounds", "penalty", "hearing"),
    /** 行政处罚听证通知书 (行政处罚法 64): {@code hearingOn}, {@code hearingPlace}, {@code host}, whether it is {@code open}. */
    HEARING_NOTICE("party", "hearingOn", "hearingPlace", "host", "open"),
    /**
     * 行政处罚决定书 (行政处罚法 59): as the notice, with the {@code statement} that was made and the {@code reason}; {@code
     * fine}, where there is one.
     */
    PENALTY_DECISION("party", "creditCode", "facts", "evidence", "statement", "grounds", "penalty", "reason", "fine"),
    /** 不予行政处罚决定书 (行政处罚法 57): {@code facts}, {@code reason}. */
    NO_PENALTY_DECISION("party", "creditCode", "facts", "reason"),
    /** 当场行政处罚决定书 (行政处罚法 52): {@code officers} are those who made it. */
    ON_THE_SPOT_DECISION("party", "creditCode", "facts", "grounds", "penalty", "officers", "fine"),
    /** 履行行政处罚决定催告书 (行政强制法 54): the number of the {@code decision}; what is {@code outstanding}. */
    PAYMENT_DEMAND("party", "decision", "penalty", "outstanding"),
    /** 涉嫌犯罪案件移送书 (行政处罚法 27): the {@code crime} that is suspected, {@code facts}, {@code evidence}. */
    CRIME_TRANSFER("party", "creditCode", "crime", "facts", "evidence"),
    /** 责令改正通知书 (行政处罚法 28): {@code finding}, {@code requirements}, {@code basis}, {@code until}, {@code officers}. */
    RECTIFICATION_ORDER("party", "creditCode", "finding", "requirements", "basis", "until", "officers"),
    /** 逾期未改正警示书: what was found when it was looked at again; the last term. */
    RECTIFY_WARNING("party", "creditCode", "finding", "requirements", "until"),
    /** 信用风险分类变更告知书: the class {@code before} and {@code after}, the {@code reason}. */
    CREDIT_NOTICE("party", "creditCode", "before", "after", "reason"),
    /**
     * 行政检查通知书: {@code object}, {@code place}, {@code visitedOn}; {@code matters} that are inspected, {@code teams} who
     * go and what to {@code prepare}, one a line.
     */
    INSPECTION_NOTICE("object", "place", "visitedOn", "matters", "teams", "prepare"),
    /**
     * 现场检查笔录 (行政处罚法 47): {@code object}, {@code creditCode}, {@code place}; {@code arrivals}, {@code changes} of
     * inspectors, {@code findings}, {@code photographs} and {@code signatures}, one a line; {@code summary}.
     */
    INSPECTION_RECORD(
            "object", "creditCode", "place", "arrivals", "changes", "findings", "photographs", "signatures", "summary"),
    /** 突发事件预警 (突发事件应对法 64), or a new version of it: {@code time} is when it is issued. */
    WARNING("title", "kind", "colour", "period", "area", "departments", "caution", "measures", "reason", "time"),
    /** 预警解除通知 (突发事件应对法 70). */
    WARNING_LIFT("title", "area", "departments", "reason", "time"),
    /** As {@link #WARNING}, for an exercise (演练): under numbers of its own. */
    WARNING_DRILL("title", "kind", "colour", "period", "area", "departments", "caution", "measures", "reason", "time"),
    /** As {@link #WARNING_LIFT}, for an exercise. */
    WARNING_DRILL_LIFT("title", "area", "departments", "reason", "time"),
    /**
     * 启动应急响应的通知 (突发事件应对法 72) to {@code departments}: what it is about with {@code kind} and {@code place}, {@code level}, the
     * expected {@code period}, {@code measures}; {@code time} is when it begins.
     */
    RESPONSE_START("departments", "title", "kind", "place", "level", "period", "measures", "reason", "time"),
    /** 调整应急响应级别的通知: the level {@code before} and the one from now on. */
    RESPONSE_LEVEL("departments", "title", "kind", "place", "before", "level", "period", "measures", "reason", "time"),
    /** 结束应急响应的通知: the level that it had. */
    RESPONSE_END("departments", "title", "kind", "place", "level", "reason", "time"),
    /** As {@link #RESPONSE_START}, for an exercise (演练): under numbers of its own. */
    RESPONSE_DRILL_START("departments", "title", "kind", "place", "level", "period", "measures", "reason", "time"),
    /** As {@link #RESPONSE_LEVEL}, for an exercise. */
    RESPONSE_DRILL_LEVEL(
            "departments", "title", "kind", "place", "before", "level", "period", "measures", "reason", "time"),
    /** As {@link #RESPONSE_END}, for an exercise. */
    RESPONSE_DRILL_END("departments", "title", "kind", "place", "level", "reason", "time"),
    /** 突发事件信息报告 (突发事件应对法 17, 61): what it says in {@code lines}; {@code time} is when it is sent. */
    SITUATION_REPORT("title", "departments", "lines", "signer", "time"),
    /** As {@link #SITUATION_REPORT}, for an exercise: under numbers of its own, and sent to nobody. */
    SITUATION_DRILL("title", "departments", "lines", "signer", "time");

    private final List<String> fields;

    DocumentKind(String... fields) {
        this.fields = List.of(fields);
    }

    /** Message key of its word in the number of a document, in the office's language. */
    String wordKey() {
        return "document.word." + name();
    }

    /** The names of its own fields. */
    public List<String> fields() {
        return fields;
    }

    /** File name of its text, without ending: {@code decision-granted}. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Message key of its name on the screen. */
    public String textKey() {
        return "document.kind." + name();
    }
}
