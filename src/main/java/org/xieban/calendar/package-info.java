/** Working days: statutory days off, make-up working days, yearly notices, and what regions and departments deviate in. */
@ApplicationModule(allowedDependencies = {"directory", "trace", "web"})
@NullMarked
package org.xieban.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
