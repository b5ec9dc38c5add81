/** The trace as evidence (存证): appended once, never changed, provable later. */
@ApplicationModule(
        allowedDependencies = {
            "casefile",
            "catalogue",
            "directory",
            "document",
            "engine",
            "signing",
            "startup",
            "trace",
            "web"
        })
@NullMarked
package org.xieban.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
