/** The steps of directives and instructions that nobody has to do. */
@NullMarked
package org.xieban.emergency.directive.bpmn;

import org.jspecify.annotations.NullMarked;
