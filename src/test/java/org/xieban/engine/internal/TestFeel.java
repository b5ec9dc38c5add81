package org.xieban.engine.internal;

import java.time.Clock;
import org.xieban.engine.form.FeelEvaluator;

/** The FEEL of the product, for tests that need nothing else of it. */
public final class TestFeel {

    private TestFeel() {}

    public static FeelEvaluator at(Clock clock) {
        return new CamundaFeel(clock);
    }
}
