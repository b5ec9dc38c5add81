/**
 * What is inspected beside the plans (专项、举报、转办): proposed with its objects, approved before anybody sets out, and then
 * visits like those that were drawn. {@link org.xieban.inspection.task.InspectionTasks} keeps them,
 * {@link org.xieban.inspection.task.TaskCourse} takes them through their process.
 */
@NullMarked
package org.xieban.inspection.task;

import org.jspecify.annotations.NullMarked;
