package org.xieban.inspection.visit;

/** What an inspection of an item comes to, as it is published (企业公示信息抽查暂行办法; 国发〔2019〕5号). */
public enum ResultKind {
    /** 未发现问题. */
    NO_PROBLEM,
    /** 未按规定公示年报. */
    ANNUAL_REPORT_MISSING,
    /** 未按规定公示其他应当公示的信息. */
    OTHER_INFORMATION_MISSING,
    /** 公示信息隐瞒真实情况、弄虚作假. */
    INFORMATION_FALSE,
    /** 通过登记的住所无法联系. */
    UNREACHABLE,
    /** 发现问题已责令改正. */
    CORRECTION_ORDERED,
    /** 不配合检查情节严重. */
    OBSTRUCTED,
    /** 未发现开展本次抽查涉及的经营活动. */
    ACTIVITY_NOT_FOUND,
    /** 发现问题待后续处理. */
    PROBLEM_TO_BE_HANDLED;

    /** Whether what was looked at can be told, point by point. */
    public boolean inspected() {
        return this != UNREACHABLE && this != OBSTRUCTED && this != ACTIVITY_NOT_FOUND;
    }

    /** Whether nothing follows from it. */
    public boolean clean() {
        return this == NO_PROBLEM || this == ACTIVITY_NOT_FOUND;
    }

    public String textKey() {
        return "inspection.result." + name();
    }
}
