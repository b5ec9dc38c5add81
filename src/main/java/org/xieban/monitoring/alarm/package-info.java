/** Alarms: raised and ended by rules, confirmed, refuted and closed by the duty commander, grouped into events. */
@NullMarked
package org.xieban.monitoring.alarm;

import org.jspecify.annotations.NullMarked;
