/**
 * Data of departments (政务数据): which there are, who may ask for which of their fields and why, how they are asked, and
 * what was asked (政务数据共享条例, State Council decree 809).
 */
@ApplicationModule(
        allowedDependencies = {
            "calendar",
            "casefile",
            "catalogue",
            "directory",
            "engine",
            "engine :: form",
            "notice",
            "timelimit",
            "trace",
            "web"
        })
@NullMarked
package org.xieban.sources;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
