/**
 * What inspections are drawn from: objects, inspectors and items. Each register is a table that is searched, edited,
 * imported row by row and exported in the same columns; what is wrong with a row is said by one reading of it, whether it
 * was typed or imported.
 */
@NamedInterface("register")
@NullMarked
package org.xieban.inspection.register;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
