/** People, items and a clock to try the product with; only in the demonstration profile. */
@ApplicationModule(
        allowedDependencies = {
            "directory",
            "directory :: administration",
            "catalogue",
            "emergency :: contact",
            "emergency :: duty",
            "emergency :: plan",
            "emergency :: resource",
            "engine",
            "inspection :: register",
            "monitoring :: indicator",
            "sources",
            "sources :: connect",
            "startup",
            "trace",
            "web"
        })
@NullMarked
package org.xieban.demonstration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
