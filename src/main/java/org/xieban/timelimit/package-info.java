/** Clocks of cases (计时): when what is due and why then, what stops them, and how they stand. */
@ApplicationModule(
        allowedDependencies = {"calendar", "casefile", "catalogue", "directory", "engine", "notice", "trace", "web"})
@NullMarked
package org.xieban.timelimit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
