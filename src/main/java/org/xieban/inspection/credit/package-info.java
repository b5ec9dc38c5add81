/**
 * The credit class of objects (信用风险分类): what happens to one changes it by {@code credit-class.dmn}, with a reason that
 * the object is told; an appeal (异议) or a repair (信用修复) is examined and decided as a case, in
 * {@code credit-request.bpmn}. What rests on a penalty falls with it. Every change stays on record; the next draw takes the class as it is then.
 */
@NullMarked
package org.xieban.inspection.credit;

import org.jspecify.annotations.NullMarked;
