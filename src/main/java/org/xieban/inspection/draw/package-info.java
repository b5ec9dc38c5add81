/**
 * The draw of objects and inspectors as a computation of what is published and nothing else; {@code docs/draw.md} says it
 * so that an outsider can write it again.
 */
@NullMarked
package org.xieban.inspection.draw;

import org.jspecify.annotations.NullMarked;
