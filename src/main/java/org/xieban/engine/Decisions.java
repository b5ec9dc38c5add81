package org.xieban.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decision tables (DMN) as they are deployed, asked outside of any process. Answers are not kept in the engine's history:
 * who asks keeps what came of them.
 */
public interface Decisions {

    /** What of the deployed versions decides now; it grows with each deployment, and is 0 where there is none. */
    int version(String key);

    /**
     * The rows that hold, as their outputs by name: text, truth values, {@link java.math.BigDecimal}; null where a row says
     * nothing.
     *
     * @throws IllegalStateException where no table of that key is deployed, or it cannot be evaluated
     */
    List<Map<String, @Nullable Object>> rows(String key, Map<String, @Nullable Object> inputs);
}
