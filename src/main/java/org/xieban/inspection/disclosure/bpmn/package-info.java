/** The steps of the model that withdraws a decision. */
@NullMarked
package org.xieban.inspection.disclosure.bpmn;

import org.jspecify.annotations.NullMarked;
