/** What models call: each reads its inputs, calls one use case, writes its outputs. */
@NullMarked
package org.xieban.sources.bpmn;

import org.jspecify.annotations.NullMarked;
