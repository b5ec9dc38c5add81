package org.xieban.emergency.event;

import org.jspecify.annotations.Nullable;

/** It has a grade, or another; published in the transaction that graded it. */
public record EventGraded(String caseNo, @Nullable Grade before, Grade grade) {}
