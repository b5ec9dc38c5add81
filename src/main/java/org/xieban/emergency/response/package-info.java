/**
 * The course of an event (应急处置, 突发事件应对法 71, 72, 94): verified, graded by the table {@code event-grading}, a
 * response proposed by the duty room and the command office, started and ended by whoever the table {@code
 * response-approval} names for its level, raised and lowered while it runs, reviewed, archived. Each is a case in {@code
 * emergency-response.bpmn}; what is ordered, planned and reported in it has cases of its own.
 *
 * <p>{@code ResponseCourse} hears what is answered in its steps, {@code ResponseRun} does what its model does by itself,
 * {@code ResponseProposals} keeps what is to be decided, {@code EventLinks} with which other cases the event is linked.
 */
@NullMarked
package org.xieban.emergency.response;

import org.jspecify.annotations.NullMarked;
