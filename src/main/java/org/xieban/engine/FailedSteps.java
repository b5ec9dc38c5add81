package org.xieban.engine;

import java.util.Map;

/** Steps that have failed for good and stand as incidents, by what they were given to do. */
public interface FailedSteps {

    /** How often steps of a delegate stand still, by the value of one of its inputs. */
    Map<String, Integer> count(String delegate, String input);

    /**
     * Sets every step of a delegate going again that stands still with that value of the input.
     *
     * @return how many
     */
    int retry(String delegate, String input, String value);
}
