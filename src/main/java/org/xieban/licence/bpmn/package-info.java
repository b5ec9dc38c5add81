/** What models call of the library of e-licences. */
@NullMarked
package org.xieban.licence.bpmn;

import org.jspecify.annotations.NullMarked;
