/** The steps of events that nobody has to do. */
@NullMarked
package org.xieban.emergency.response.bpmn;

import org.jspecify.annotations.NullMarked;
