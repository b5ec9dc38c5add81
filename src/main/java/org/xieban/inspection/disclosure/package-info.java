/**
 * Decisions on penalties, for everybody (行政处罚法 48): public when they are served, where whoever decided said so; withdrawn
 * within three working days, with the reason, where one was changed, revoked, or found to be unlawful or void. Nothing
 * is erased: a decision that was withdrawn still stands there as one that was.
 */
@NullMarked
package org.xieban.inspection.disclosure;

import org.jspecify.annotations.NullMarked;
