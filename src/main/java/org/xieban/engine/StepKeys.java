package org.xieban.engine;

/** Names the step that is being done, so that other systems know its repetitions for what they are. */
public interface StepKeys {

    /**
     * The key of the asynchronous step that the engine is doing on this thread: the same over every repetition of it, over
     * restarts of the product and when an operator sets it going again; of another step it is another.
     *
     * @throws IllegalStateException outside an asynchronous step
     */
    String current();
}
