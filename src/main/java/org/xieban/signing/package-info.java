/** What the product signs with: keys that are kept outside the database, the schemes they are of, canonical JSON. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.xieban.signing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
