/** What the model calls: each reads its inputs, calls one use case, writes its outputs. */
@NullMarked
package org.xieban.approval.bpmn;

import org.jspecify.annotations.NullMarked;
