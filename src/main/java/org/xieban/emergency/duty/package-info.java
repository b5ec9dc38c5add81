/**
 * Who is on duty (值班表): shifts of departments in natural hours, handed over from one to the next, and roll-calls of
 * those who are on duty now. {@link org.xieban.emergency.duty.DutyRoster} answers who is there, and who after him.
 */
@NamedInterface("duty")
@NullMarked
package org.xieban.emergency.duty;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
