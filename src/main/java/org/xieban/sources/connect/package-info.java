/** How sources are reached: set up as data, each guarded so that its failure stays its own. */
@NamedInterface("connect")
@NullMarked
package org.xieban.sources.connect;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
