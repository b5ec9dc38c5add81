/** What every module says of an act it has done (办理记录), for the ledger to keep. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.xieban.trace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
