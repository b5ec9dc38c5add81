/**
 * Warnings (预警, 突发事件应对法 63–70): proposed with all that the law asks, approved by whoever the table {@code
 * warning-approval} names for the colour, issued, confirmed by call (叫应), adjusted by a new version, lifted. Each is a case
 * in {@code emergency-warning.bpmn} and independent of the grade of an event and the level of a response.
 *
 * <p>{@link org.xieban.emergency.warning.EmergencyWarnings} takes proposals, {@code WarningCourse} takes them through their process,
 * {@code WarningCalls} calls those who have to confirm. No version that was issued is ever changed or erased: the database
 * refuses it.
 */
@NullMarked
package org.xieban.emergency.warning;

import org.jspecify.annotations.NullMarked;
