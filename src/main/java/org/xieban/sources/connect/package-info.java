/** How sources are reached: set up as data, each guarded so that its failure stays its own. */
@NullMarked
package org.xieban.sources.connect;

import org.jspecify.annotations.NullMarked;
