/** The steps of situation reports that nobody has to do. */
@NullMarked
package org.xieban.emergency.report.bpmn;

import org.jspecify.annotations.NullMarked;
