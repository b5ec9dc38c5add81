/** The work list (待办): which tasks wait for whom, what may be done with them, and the page on which cases are handled. */
@ApplicationModule(
        allowedDependencies = {
            "calendar",
            "casefile",
            "catalogue",
            "directory",
            "engine",
            "engine :: form",
            "startup",
            "timelimit",
            "trace",
            "web"
        })
@NullMarked
package org.xieban.worklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
