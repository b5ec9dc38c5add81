/** One administrative approval, from its receipt to the archive (行政许可法 29–44). */
@ApplicationModule(
        allowedDependencies = {
            "calendar",
            "casefile",
            "catalogue",
            "directory",
            "document",
            "engine",
            "engine :: form",
            "sources",
            "timelimit",
            "trace",
            "web"
        })
@NullMarked
package org.xieban.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
