/** The frame of every page, sign-in and access, errors, and the conventions of the API. */
@ApplicationModule(allowedDependencies = {"trace"})
@NullMarked
package org.xieban.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
