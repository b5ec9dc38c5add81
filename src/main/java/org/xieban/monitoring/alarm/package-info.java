/** Alarms: raised and ended by rules, confirmed, refuted and closed by the duty commander, grouped into events. */
@NamedInterface("alarm")
@NullMarked
package org.xieban.monitoring.alarm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
