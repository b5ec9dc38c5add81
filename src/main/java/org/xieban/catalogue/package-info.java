/** Service items (事项): conditions, materials, procedure and terms, in versions. */
@ApplicationModule(allowedDependencies = {"directory", "engine", "startup", "trace", "web"})
@NullMarked
package org.xieban.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
