/** The only place that holds the engine's services. */
@NullMarked
package org.xieban.engine.internal;

import org.jspecify.annotations.NullMarked;
