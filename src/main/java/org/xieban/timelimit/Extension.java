package org.xieban.timelimit;

import java.time.Instant;
import org.xieban.catalogue.Term;

/**
 * A term made longer (延长办理期限), once for a case.
 *
 * @param approver login of the head who approved it
 */
public record Extension(long id, int amount, Term.Unit unit, String reason, String approver, Instant approvedAt) {}
