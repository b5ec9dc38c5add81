/**
 * What is measured (运行体征): a register that is searched, edited, imported and exported in the same columns. Each change
 * is seen by whoever takes readings in, on every node, with the next reading.
 */
@NamedInterface("indicator")
@NullMarked
package org.xieban.monitoring.indicator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
