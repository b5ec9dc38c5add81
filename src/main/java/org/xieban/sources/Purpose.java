package org.xieban.sources;

/** What data are asked for (使用目的): a grant names one, and what it allows serves no other. */
public enum Purpose {
    /** In place of a material that the applicant would have to bring (免予提交材料). */
    MATERIALS,
    /** To examine what an applicant says (审查核验). */
    EXAMINATION,
    /** To advise another department (答复征求意见). */
    ADVICE,
    /** To inspect and supervise (监督检查). */
    SUPERVISION
}
