/** Joint inspection (双随机、一公开): who is visited by whom is drawn, so that anyone can draw it again. */
@ApplicationModule(
        allowedDependencies = {
            "casefile",
            "catalogue",
            "directory",
            "engine",
            "engine :: form",
            "ledger :: log",
            "signing",
            "startup",
            "trace",
            "web"
        })
@NullMarked
package org.xieban.inspection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
