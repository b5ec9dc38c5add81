/**
 * What Camunda Cockpit does not show by itself: what is overdue, what has happened in a case, where time goes. A plugin on
 * Cockpit's own plugin points, thin over our API; its pages are the files of {@code plugin-webapp/xieban}, which take every
 * answer from {@code /api/v1} and so show what the signed-in officer may see and nothing else.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.xieban.cockpit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
