/** The steps of warnings that nobody has to do. */
@NullMarked
package org.xieban.emergency.warning.bpmn;

import org.jspecify.annotations.NullMarked;
