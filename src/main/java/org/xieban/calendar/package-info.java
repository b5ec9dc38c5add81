/** Working days: statutory days off, make-up working days, yearly notices. */
@ApplicationModule(allowedDependencies = {"trace", "web"})
@NullMarked
package org.xieban.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
