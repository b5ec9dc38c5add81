package org.xieban.trace;

import java.time.Duration;

/**
 * The product's time was moved forward; only where a demonstration or a test does so. Whoever keeps a time of his own
 * follows.
 *
 * @param total how far the product's time is now ahead of the real one
 */
public record TimeAdvanced(Duration total) {}
