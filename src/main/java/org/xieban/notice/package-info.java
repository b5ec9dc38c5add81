/** Notices to officers: what happened that they should know, until they have read it. */
@ApplicationModule(allowedDependencies = {"directory", "trace", "web"})
@NullMarked
package org.xieban.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
