/**
 * What must stand before the product can: the data folder, its database, the port; one clear line and an exit code
 * where one of them cannot be had.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.xieban.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
