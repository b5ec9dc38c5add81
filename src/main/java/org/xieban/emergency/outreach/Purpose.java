package org.xieban.emergency.outreach;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is told for.
 *
 * @param caseNo of the case it belongs to, null where it belongs to none
 * @param drill whether it is only exercised (演练): then nothing goes out
 */
public record Purpose(Kind kind, @Nullable String caseNo, boolean drill) {

    /** What is told. */
    public enum Kind {
        /** A warning is issued, adjusted or lifted (预警). */
        WARNING,
        /** A response is started, changed or ended (响应). */
        RESPONSE,
        /** A directive (指令). */
        DIRECTIVE,
        /** A report to those above (信息报送). */
        REPORT,
        /** The answer to an instruction from above (批示回复). */
        ANSWER;

        public String textKey() {
            return "emergency.outreach.kind." + name();
        }
    }

    public static Purpose real(Kind kind, @Nullable String caseNo) {
        return new Purpose(kind, caseNo, false);
    }

    public static Purpose drill(Kind kind, @Nullable String caseNo) {
        return new Purpose(kind, caseNo, true);
    }
}
