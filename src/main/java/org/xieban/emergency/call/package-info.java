/**
 * Calls of those who have to confirm something (叫应): one person of a department after the other, each for so long, until
 * somebody confirms; where nobody is left, the duty room telephones. {@link org.xieban.emergency.call.Calls} keeps who was
 * called when and what came of it; what it means is for whoever calls to say.
 */
@NullMarked
package org.xieban.emergency.call;

import org.jspecify.annotations.NullMarked;
