/** Changes of people, departments and regions: who may make them, and the pages for it. */
@NamedInterface("administration")
@NullMarked
package org.xieban.directory.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
