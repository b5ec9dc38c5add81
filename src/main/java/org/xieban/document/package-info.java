/** Official documents (文书): their numbers, their texts, their pages and files. */
@ApplicationModule(allowedDependencies = {"casefile", "catalogue", "directory", "trace", "web"})
@NullMarked
package org.xieban.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
