package org.xieban.timelimit;

import java.util.EnumSet;
import java.util.Set;

/** Why a clock may stand still; which kinds of clock it stops is the default of each, a setting may deviate. */
public enum PauseType {
    /** 听证 (行政许可法 45). */
    HEARING,
    /** 专家评审 (行政许可法 45). */
    EXPERT_REVIEW,
    /** 招标 (行政许可法 45). */
    TENDER,
    /** 拍卖 (行政许可法 45). */
    AUCTION,
    /** 检测 (行政许可法 45). */
    TESTING,
    /** 检验 (行政许可法 45). */
    INSPECTION,
    /** 检疫 (行政许可法 45). */
    QUARANTINE,
    /** 鉴定 (行政许可法 45). */
    APPRAISAL,
    /** 现场勘验: not in Art. 45, so it stops nothing unless a local rule says so. */
    SITE_CHECK,
    /** 公示公告: stops nothing unless a local rule says so. */
    ANNOUNCEMENT,
    /** 缴费: stops nothing unless a local rule says so. */
    PAYMENT,
    /** 中止: the case stands still. */
    STAY,
    /** 不可抗力: nothing can be done, not even said. */
    FORCE_MAJEURE;

    /** The kinds of clock that it stops where no local rule deviates. */
    Set<ClockKind> stops() {
        return switch (this) {
            case SITE_CHECK, ANNOUNCEMENT, PAYMENT -> EnumSet.noneOf(ClockKind.class);
            case FORCE_MAJEURE -> EnumSet.allOf(ClockKind.class);
            default -> EnumSet.of(ClockKind.STATUTORY, ClockKind.PROMISED, ClockKind.STEP);
        };
    }

    /** Message key of its name on the screen. */
    public String textKey() {
        return "timelimit.pause." + name();
    }
}
