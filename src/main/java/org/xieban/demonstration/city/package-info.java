/** The departments' own systems, as far as the demonstration needs them: a process of its own, with its own data. */
@NullMarked
package org.xieban.demonstration.city;

import org.jspecify.annotations.NullMarked;
