/** Regions, departments, officers and their posts and roles; who is signed in. */
@ApplicationModule(allowedDependencies = {"startup", "trace", "web"})
@NullMarked
package org.xieban.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
