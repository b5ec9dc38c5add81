/** How the city does, on one page: map, indicators, alarms; live for everybody who looks. */
@NullMarked
package org.xieban.monitoring.overview;

import org.jspecify.annotations.NullMarked;
