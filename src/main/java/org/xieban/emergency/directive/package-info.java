/**
 * Directives (指令): what departments are ordered in an event, and what came of it. Each is a case of its own below the
 * event's, in {@code directive.bpmn}: acknowledged (签收) within minutes by whoever is on duty, else passed up the ladder;
 * carried out with reports (反馈) and requests for support (请求支援); completed, or withdrawn. Instructions from above (批示)
 * are cases, too, in {@code instruction.bpmn}: they become directives and are answered with what came of these.
 *
 * <p>{@link org.xieban.emergency.directive.Directives} gives and withdraws them and says how they stand; {@code
 * DirectiveWork} is what the departments do with them, {@code DirectiveCourse} takes them through their process, {@code
 * DirectiveLadder} calls whoever is to acknowledge. Whoever follows them listens to {@link
 * org.xieban.emergency.directive.DirectiveChanged}.
 */
@NullMarked
package org.xieban.emergency.directive;

import org.jspecify.annotations.NullMarked;
