/** The steps of other tasks that nobody has to do. */
@NullMarked
package org.xieban.inspection.task.bpmn;

import org.jspecify.annotations.NullMarked;
