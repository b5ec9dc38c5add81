/**
 * Situation reports (信息报送, 突发事件应对法 17, 61): the first (首报) by telephone and then in writing, further ones (续报 1, 2
 * …), the final one (终报). Each is a case below that of its event, in {@code situation-report.bpmn}, with clocks of its own
 * that the table {@code reporting-terms} sets; each is drafted from what the record knows, signed by a leader, numbered,
 * and told to those above by {@code outreach}.
 *
 * <p>{@code ReportCalls} calls for them: the first when the event is verified, further ones when its grade or the level of
 * the response changes, on order, and from time to time while a response runs, the final one after the response. A change
 * that comes while a report is being drafted becomes part of that report, whose term ends earlier if the change's own
 * does; what lies with the leader is not changed under his hands, and the change calls for a further report. They are sent
 * in the order in which they were called for. What was sent is never rewritten, the database refuses it: a correction is a
 * further report that says what it corrects. {@code ReportCourse} takes each through its process.
 *
 * <p>Others read {@link org.xieban.emergency.report.SituationReports}.
 */
@NullMarked
package org.xieban.emergency.report;

import org.jspecify.annotations.NullMarked;
