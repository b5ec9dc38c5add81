/** The steps of plans and visits that nobody has to do. */
@NullMarked
package org.xieban.inspection.bpmn;

import org.jspecify.annotations.NullMarked;
