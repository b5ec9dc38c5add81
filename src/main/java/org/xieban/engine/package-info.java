/** The boundary to the process engine: nothing beyond it knows Camunda. */
@ApplicationModule(allowedDependencies = {"directory", "startup", "trace", "web"})
@NullMarked
package org.xieban.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
