/**
 * Electronic supervision (电子监察): what is late, and where time goes. {@code overdue} finds the cases that are overdue or
 * soon due; {@code process} counts the ends of steps for the heat maps of processes. Urging (催办) is an operation of the
 * work list.
 */
@ApplicationModule(
        allowedDependencies = {"casefile", "catalogue", "directory", "engine", "timelimit", "trace", "web", "worklist"})
@NullMarked
package org.xieban.supervision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
