/** The case (办件): its number, its parties and what is known of them. */
@ApplicationModule(allowedDependencies = {"catalogue", "directory", "engine", "engine :: form", "trace", "web"})
@NullMarked
package org.xieban.casefile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
