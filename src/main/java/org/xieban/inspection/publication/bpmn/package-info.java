/** The steps of changes of published results that nobody has to do. */
@NullMarked
package org.xieban.inspection.publication.bpmn;

import org.jspecify.annotations.NullMarked;
