/**
 * Our library of e-licences (电子证照, GB/T 36901–36906): issued by approved cases, signed, checked by everybody, taken as
 * material by later cases. What other departments know of the licences of theirs is data of theirs, in {@code sources}.
 */
@ApplicationModule(
        allowedDependencies = {"casefile", "catalogue", "directory", "document", "notice", "signing", "trace", "web"})
@NullMarked
package org.xieban.licence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
